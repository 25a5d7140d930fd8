"""What a company says about its Telegram bot."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

GroupPolicy = Literal["addressed", "all", "never"]


class TelegramSettings(BaseModel):
    """A Telegram bot that takes orders. Without webhook_url it asks Telegram for news itself (long polling)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    token: SecretStr = Field(
        description="The bot's token, from @BotFather", examples=["env:JIEDAN_TELEGRAM_TOKEN"]
    )
    group_policy: GroupPolicy = Field(
        "addressed",
        description="What counts in a group: addressed (what mentions the bot, answers it or is a command), all, never; what does not count is not kept",
    )
    file_cap: Annotated[int, Field(ge=0, le=20_000_000)] = Field(
        20_000_000,
        description="The largest file that is fetched, in bytes; of a larger one only the name is kept. Telegram itself hands out no more than 20000000",
    )
    webhook_url: str | None = Field(
        None,
        description="Where Telegram reaches this bot from outside; needs [web] to be reachable there",
        examples=["https://orders.example.cn/telegram"],
        pattern=r"^https?://\S+$",
    )
    webhook_secret: SecretStr | None = Field(
        None,
        description="1 to 256 letters, digits, _ or -, by which a webhook call shows that it is Telegram's",
        examples=["env:JIEDAN_WEBHOOK_SECRET"],
    )
    poll_seconds: Annotated[int, Field(ge=1, le=50)] = Field(
        30, description="How long Telegram holds a request for news open, in seconds"
    )
    silence_seconds: Annotated[float, Field(ge=5, le=3600)] = Field(
        180.0,
        description="After so long without any answer of Telegram's the connection is made anew, in seconds",
    )
    timeout: Annotated[float, Field(gt=0, le=300)] = Field(
        20.0, description="How long Telegram may be silent within a request, in seconds"
    )
    burst: Annotated[int, Field(ge=1, le=30)] = Field(
        5,
        description="How many messages may go to one chat at once; after that one a second (one in three seconds to a group)",
    )
    api_url: str = Field(
        "https://api.telegram.org",
        description="The Bot API server; another one where a company runs its own",
        pattern=r"^https?://[^\s/]+(/\S*)?$",
    )

    @field_validator("token")
    @classmethod
    def _token(cls, token: SecretStr) -> SecretStr:
        number, colon, rest = token.get_secret_value().partition(":")
        if (
            not (number.isascii() and number.isdigit() and colon and rest and rest.isprintable())
            or " " in rest
        ):
            raise ValueError("is not a bot's token; @BotFather writes it as 123456789:letters")
        return token

    @field_validator("webhook_secret")
    @classmethod
    def _secret(cls, secret: SecretStr | None) -> SecretStr | None:
        told = secret.get_secret_value() if secret else "x"
        plain = told.replace("_", "").replace("-", "")
        if len(told) > 256 or not told or (plain and not (plain.isascii() and plain.isalnum())):
            raise ValueError("must be 1 to 256 letters, digits, _ or -")
        return secret

    @model_validator(mode="after")
    def _complete(self) -> "TelegramSettings":
        if self.webhook_url is not None and self.webhook_secret is None:
            raise ValueError("webhook_url needs a webhook_secret")
        return self

    @property
    def bot_id(self) -> int:
        """The bot's own number, with which every token begins."""
        return int(self.token.get_secret_value().partition(":")[0])
