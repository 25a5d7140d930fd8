"""What a company says about a mailbox."""

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator

from bot.channels.mime import DEFAULT_SIZE_CAP
from bot.channels.oauth import OAuthSettings
from bot.channels.tls import Security


class ImapSettings(BaseModel):
    """A mailbox that orders come to. Its mails are never deleted."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str = Field(description="The IMAP server's name", examples=["imap.example.cn"])
    port: Annotated[int, Field(ge=1, le=65535)] | None = Field(
        None, description="Its port; without one 993 for tls, 143 for starttls and plain", examples=[993]
    )
    security: Security = Field(
        "tls", description="tls (from the first byte), starttls (required, never skipped) or plain"
    )
    ca_file: Path | None = Field(
        None,
        description="A PEM file of the authority to trust, where the server's certificate is a company's own",
        examples=["/etc/ssl/certs/company.pem"],
    )
    user: str = Field(description="The user to sign in as", examples=["orders@example.cn"])
    password: SecretStr | None = Field(
        None,
        description="The user's password (163 and QQ: the 授权码)",
        examples=["env:JIEDAN_IMAP_PASSWORD"],
    )
    oauth: OAuthSettings | None = Field(None, description="XOAUTH2 in place of the password")
    address: str | None = Field(
        None,
        description="The mail address of the mailbox, if user is not one",
        examples=["orders@example.cn"],
        pattern=r"^[^@\s<>]+@[^@\s<>]+$",
    )
    folder: Annotated[str, Field(min_length=1)] = Field("INBOX", description="The folder that is read")
    backfill_days: Annotated[int, Field(ge=0, le=365)] = Field(
        3, description="At the first connection unread mails of so many days are taken; 0 takes only new ones"
    )
    mark_seen: bool = Field(True, description="Mark a mail as read once it is kept")
    keyword: str | None = Field(
        None,
        description="A keyword (IMAP flag) to set on a mail once it is kept",
        examples=["$Jiedan"],
        pattern=r"^[A-Za-z0-9$_.-]+$",
    )
    move_to: str | None = Field(
        None,
        min_length=1,
        description="A folder to move a mail to once it is kept; it is made if it is missing",
        examples=["Orders"],
    )
    idle: bool = Field(True, description="Wait for mail with IDLE where the server has it")
    idle_seconds: Annotated[float, Field(ge=1, le=1740)] = Field(
        300.0, description="How often IDLE is renewed, in seconds; lines cut silent connections"
    )
    poll_seconds: Annotated[float, Field(ge=1, le=3600)] = Field(
        30.0, description="How often to look for mail where there is no IDLE, in seconds"
    )
    timeout: Annotated[float, Field(gt=0, le=300)] = Field(
        30.0, description="How long the server may be silent within a command, in seconds"
    )
    size_cap: Annotated[int, Field(ge=10_000, le=60_000_000)] = Field(
        DEFAULT_SIZE_CAP, description="Of a larger mail only so many bytes are taken, and an operator is told"
    )
    batch: Annotated[int, Field(ge=1, le=500)] = Field(
        20, description="How many mails are taken before the place is noted"
    )
    authserv_id: str | None = Field(
        None,
        description="The name that your receiving server writes first in Authentication-Results; set it only if that server takes out forged ones. Without it no sender is proven",
        examples=["mx.google.com"],
    )

    @model_validator(mode="after")
    def _complete(self) -> "ImapSettings":
        if (self.password is None) == (self.oauth is None):
            raise ValueError("needs either password or oauth")
        if self.address is None and "@" not in self.user:
            raise ValueError("needs address, since user is not a mail address")
        if self.move_to is not None and self.move_to == self.folder:
            raise ValueError("move_to must be another folder than folder")
        return self

    @property
    def own_address(self) -> str:
        return (self.address or self.user).lower()

    @property
    def served_port(self) -> int:
        return self.port or (993 if self.security == "tls" else 143)

    @property
    def changes_something(self) -> bool:
        return bool(self.mark_seen or self.keyword or self.move_to)
