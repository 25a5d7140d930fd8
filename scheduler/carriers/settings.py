"""What a company says about following its parcels, and about those who are asked for it."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, model_validator

from parsers.carriers import followed

_URL = r"^https?://[^\s/]+(/\S*)?$"


def _known(told: tuple[str, ...]) -> tuple[str, ...]:
    for code in told:
        if code not in followed():
            raise ValueError(f"{code} is none of {', '.join(followed())}")
    return told


Codes = Annotated[
    tuple[str, ...],
    AfterValidator(_known),
    Field(description="Only these carriers' parcels (codes as in orders ship); empty for all that it knows"),
]


class Kuaidi100Settings(BaseModel):
    """快递100 (enterprise edition), for carriers in China. With callback_url it also tells by itself what it hears."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    customer: str = Field(
        description="The company's number (customer) on the account page of api.kuaidi100.com",
        examples=["ABCDEF0123456789ABCDEF0123456789"],
        min_length=1,
    )
    key: SecretStr = Field(
        description="The authorisation key on the same page", examples=["env:JIEDAN_KUAIDI100_KEY"]
    )
    phone: str | None = Field(
        None,
        description="The phone number of the sender on your labels, or its last four digits: SF and ZTO want one of the two "
        "parties'; else the customer's on file is given",
        examples=["13800001234"],
        pattern=r"^[0-9+-]{4,20}$",
    )
    callback_url: str | None = Field(
        None,
        description="Where Kuaidi100 reaches this bot's web server from outside, the path being /tracking/kuaidi100; each parcel is "
        "subscribed then (which is billed apart)",
        examples=["https://orders.example.cn/tracking/kuaidi100"],
        pattern=r"^https?://[^\s/]+/tracking/kuaidi100$",
    )
    salt: SecretStr | None = Field(
        None,
        description="Any long secret of yours; Kuaidi100 signs its calls with it",
        examples=["env:JIEDAN_KUAIDI100_SALT"],
    )
    carriers: Codes = ()
    timeout: float = Field(10.0, gt=0, le=60, description="How long a call may take, in seconds")
    api_url: str = Field(
        "https://poll.kuaidi100.com", description="The server; another one for tests", pattern=_URL
    )

    @model_validator(mode="after")
    def _complete(self) -> "Kuaidi100Settings":
        if self.callback_url is not None and not (self.salt and self.salt.get_secret_value()):
            raise ValueError("callback_url needs a salt")
        return self


class Track17Settings(BaseModel):
    """17TRACK (API v2.2), for carriers all over the world. Each number is registered once, which uses up one of the account's quota."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: SecretStr = Field(
        description="The access key (17token) of the account; it also signs what 17TRACK tells by itself",
        examples=["env:JIEDAN_17TRACK_KEY"],
    )
    webhook: bool = Field(
        False,
        description="The account's webhook leads to /tracking/track17 of this bot's web server: parcels are asked about seldom then",
    )
    carriers: Codes = ()
    timeout: float = Field(15.0, gt=0, le=60, description="How long a call may take, in seconds")
    api_url: str = Field(
        "https://api.17track.net/track/v2.2", description="The API; another one for tests", pattern=_URL
    )


class AftershipSettings(BaseModel):
    """AfterShip Tracking, for carriers all over the world. Each number is created there once, which is billed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: SecretStr = Field(
        description="The API key (as-api-key) of the organisation", examples=["env:JIEDAN_AFTERSHIP_KEY"]
    )
    webhook_secret: SecretStr | None = Field(
        None,
        description="The secret of the account's webhook to /tracking/aftership of this bot's web server; with it parcels are asked "
        "about seldom",
        examples=["env:JIEDAN_AFTERSHIP_SECRET"],
    )
    carriers: Codes = ()
    timeout: float = Field(15.0, gt=0, le=60, description="How long a call may take, in seconds")
    api_url: str = Field(
        "https://api.aftership.com/tracking/2026-07",
        description="The API with its version; another one for tests",
        pattern=_URL,
    )


class TrackingSettings(BaseModel):
    """Who is asked where parcels are, and how often. Of several the first here that knows a carrier is asked."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    every_minutes: float = Field(
        30,
        ge=5,
        le=1440,
        description="How often a parcel that moves is asked about; a resting one less and less often",
    )
    rest_hours: float = Field(
        12,
        ge=1,
        le=168,
        description="How often a parcel is asked about that rests, or whose provider tells by itself",
    )
    unknown_hours: float = Field(
        72,
        ge=1,
        description="After so many hours without a trace an operator is told that the number may be wrong",
    )
    silence_days: float = Field(
        15,
        ge=1,
        description="After so many days without news a parcel is followed no longer, and an operator is told",
    )
    kuaidi100: Kuaidi100Settings | None = Field(None, description="快递100, for carriers in China")
    track17: Track17Settings | None = Field(None, description="17TRACK, for carriers all over the world")
    aftership: AftershipSettings | None = Field(
        None, description="AfterShip, for carriers all over the world"
    )

    @model_validator(mode="after")
    def _somebody(self) -> "TrackingSettings":
        if not (self.kuaidi100 or self.track17 or self.aftership):
            raise ValueError("needs one of [tracking.kuaidi100], [tracking.track17], [tracking.aftership]")
        return self
