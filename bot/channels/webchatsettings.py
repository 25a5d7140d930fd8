"""What a company says about its web server: the chat page, and who may reach it."""

from ipaddress import ip_address
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, model_validator

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})


class WebSettings(BaseModel):
    """The web server: the chat page that customers get a link to, and the operators' pages on this machine."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str = Field(
        "127.0.0.1", description="The address to listen on; anything but 127.0.0.1 opens it to others"
    )
    port: Annotated[int, Field(ge=0, le=65535)] = Field(8080, description="The port; 0 takes any free one")
    public_url: str | None = Field(
        None,
        description="How customers reach it, through a reverse proxy with TLS; then the operators' pages are not served here",
        examples=["https://orders.example.cn"],
        pattern=r"^https?://[^\s/]+/?$",
    )
    hosts: tuple[str, ...] = Field(
        (), description="More names by which it may be called; a request for any other name is refused"
    )
    playground: bool = Field(
        False,
        description="Anybody may choose which customer to be: for trying out on your own machine only",
    )
    max_text: Annotated[int, Field(ge=100, le=100_000)] = Field(
        20_000, description="The longest message that is taken, in characters"
    )
    messages_a_minute: Annotated[int, Field(ge=1, le=600)] = Field(
        20, description="How many messages one visitor may write within a minute"
    )

    @model_validator(mode="after")
    def _safe(self) -> "WebSettings":
        if self.playground and not (self.local and self.public_url is None):
            raise ValueError(
                "playground lets anybody be any customer: it needs host 127.0.0.1 and no public_url"
            )
        return self

    @property
    def local(self) -> bool:
        """Whether it listens on this machine only."""
        if self.host == "localhost":
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def console(self) -> bool:
        """Whether the operators' pages are served: they ask for no password, so only where nobody else can come."""
        return self.local and self.public_url is None

    @property
    def secure(self) -> bool:
        """Whether browsers come by TLS."""
        return (self.public_url or "").startswith("https://")

    @property
    def names(self) -> frozenset[str]:
        """The names by which it may be called, in lower case."""
        public = urlsplit(self.public_url).hostname if self.public_url else None
        own = {self.host} - {"0.0.0.0", "::"}  # noqa: S104 - to leave them out
        return frozenset(name.lower() for name in (*LOOPBACK_NAMES, *own, *self.hosts, public) if name)

    def origin(self) -> str | None:
        """Scheme, host and port of the public address."""
        return self.public_url.rstrip("/") if self.public_url else None
