"""Access tokens for mail servers that want no passwords (Gmail, Microsoft 365), made from a refresh token."""

import contextlib
import math
import os
import threading
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal

import httpx
from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator

from bot.channels.base import ChannelError

_ENDPOINTS = {
    "google": "https://oauth2.googleapis.com/token",
    "microsoft": "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token",
}
# Google's refresh token carries its scope (https://mail.google.com/); Microsoft wants it named.
_SCOPES = {
    "google": None,
    "microsoft": "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access",
}
_EARLY = timedelta(seconds=120)  # a token is renewed before it ends, since a session may last
# RFC 6749, 5.2: what trying again cannot mend.
_FINAL = frozenset(
    {
        "invalid_grant", "invalid_client", "unauthorized_client", "invalid_request", "invalid_scope",
        "unsupported_grant_type", "interaction_required", "consent_required", "access_denied",
    }
)  # fmt: skip


class OAuthSettings(BaseModel):
    """XOAUTH2 in place of a password."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    provider: Literal["google", "microsoft", "other"] = Field(
        description="google (Gmail, Workspace), microsoft (Microsoft 365, Outlook.com), or other with token_url",
        examples=["microsoft"],
    )
    client_id: str = Field(
        description="The client id of the application that was registered with the provider",
        examples=["11111111-2222-3333-4444-555555555555"],
    )
    client_secret: SecretStr | None = Field(
        None,
        description="Its secret; a public client of Microsoft's has none",
        examples=["env:JIEDAN_CLIENT_SECRET"],
    )
    refresh_token: SecretStr | None = Field(
        None,
        description="The refresh token that the consent of the mailbox's owner gave",
        examples=["env:JIEDAN_REFRESH_TOKEN"],
    )
    refresh_token_file: Path | None = Field(
        None,
        description="A file with the refresh token, in place of refresh_token; renewed tokens are written back to it (Microsoft renews them)",
        examples=["/var/lib/jiedan/refresh-token"],
    )
    tenant: str = Field("common", description="Microsoft's directory: its id or domain, or common")
    token_url: str | None = Field(
        None,
        description="The token endpoint, if it is not the provider's usual one",
        examples=["https://login.example.cn/oauth2/token"],
    )
    scope: str | None = Field(
        None,
        description="The scope to ask for, if it is not the provider's usual one",
        examples=["https://mail.google.com/"],
    )

    @model_validator(mode="after")
    def _complete(self) -> "OAuthSettings":
        if (self.refresh_token is None) == (self.refresh_token_file is None):
            raise ValueError("needs either refresh_token or refresh_token_file")
        if self.provider == "other" and not self.token_url:
            raise ValueError('provider = "other" needs token_url')
        return self

    @property
    def endpoint(self) -> str:
        return self.token_url or _ENDPOINTS[self.provider].format(tenant=self.tenant)


class TokenSource:
    """Hands out access tokens, and fetches a new one when the old one is about to end. Safe between threads."""

    def __init__(self, settings: OAuthSettings, *, timeout: float = 20.0) -> None:
        self._settings = settings
        self._timeout = timeout
        self._lock = threading.Lock()
        self._token: str | None = None
        self._ends: datetime | None = None
        self._renewed: str | None = None

    def access_token(self, *, now: datetime) -> str:
        """A token that is good at `now` (aware).

        Raises ChannelError, permanent where only the owner's new consent helps.
        """
        with self._lock:
            if self._token is None or self._ends is None or now >= self._ends - _EARLY:
                self._refresh(now)
            assert self._token is not None  # noqa: S101
            return self._token

    def forget(self) -> None:
        """The server refused the token: the next one is fetched anew."""
        with self._lock:
            self._token = None

    def _refresh(self, now: datetime) -> None:
        settings = self._settings
        form = {
            "grant_type": "refresh_token",
            "client_id": settings.client_id,
            "refresh_token": self._refresh_token(),
        }
        if settings.client_secret is not None:
            form["client_secret"] = settings.client_secret.get_secret_value()
        scope = settings.scope or _SCOPES.get(settings.provider)
        if scope:
            form["scope"] = scope
        try:
            response = httpx.post(settings.endpoint, data=form, timeout=self._timeout)
        except httpx.HTTPError as error:
            raise ChannelError(
                f"{self._place()} cannot be reached: {error or type(error).__name__}"
            ) from None
        answer = _json(response)
        if response.status_code != 200:
            raise self._refusal(response, answer)
        token = answer.get("access_token")
        if not isinstance(token, str) or not token:
            raise ChannelError(f"{self._place()} answered without an access token")
        self._token = token
        self._ends = now + timedelta(seconds=_seconds(answer.get("expires_in"), 3600.0))
        renewed = answer.get("refresh_token")
        if isinstance(renewed, str) and renewed and renewed != form["refresh_token"]:
            self._keep(renewed)

    def _refusal(self, response: httpx.Response, answer: dict[str, Any]) -> ChannelError:
        code = answer.get("error")
        words = " ".join(str(answer.get("error_description") or "").split())[:200]
        if isinstance(code, str) and code in _FINAL:
            hint = ": make a new refresh token" if code in ("invalid_grant", "interaction_required") else ""
            return ChannelError(
                f"{self._place()} refuses the sign-in ({code}{'; ' + words if words else ''}){hint}",
                permanent=True,
            )
        retry_after = _seconds(response.headers.get("Retry-After"), 0.0) or None
        told = f" ({code}{'; ' + words if words else ''})" if code else ""
        return ChannelError(f"{self._place()} answered {response.status_code}{told}", retry_after=retry_after)

    def _place(self) -> str:
        return f"the token endpoint {httpx.URL(self._settings.endpoint).host}"

    def _refresh_token(self) -> str:
        settings = self._settings
        if settings.refresh_token is not None:
            return self._renewed or settings.refresh_token.get_secret_value()
        assert settings.refresh_token_file is not None  # noqa: S101
        try:
            token = settings.refresh_token_file.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise ChannelError(
                f"refresh_token_file {settings.refresh_token_file} cannot be read: {error}", permanent=True
            ) from None
        return self._renewed or token

    def _keep(self, token: str) -> None:
        """The old token goes on for some time, so a file that cannot be written loses nothing today."""
        self._renewed = token
        file = self._settings.refresh_token_file
        if file is None:
            return
        fresh = file.with_name(f"{file.name}.{os.getpid()}.new")
        with contextlib.suppress(OSError):
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as out:
                out.write(token + "\n")
                out.flush()
                os.fsync(out.fileno())
            fresh.replace(file)
            self._renewed = (
                None  # from now on the file is right, also where its owner writes a new one into it
            )


def xoauth2(user: str, token: str) -> str:
    """The initial response of SASL XOAUTH2, before base64."""
    return f"user={user}\x01auth=Bearer {token}\x01\x01"


def _json(response: httpx.Response) -> dict[str, Any]:
    try:
        answer = response.json()
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}


def _seconds(value: object, default: float) -> float:
    try:
        seconds = float(str(value))
    except ValueError:
        return default
    return default if math.isnan(seconds) else min(max(seconds, 0.0), 1e9)
