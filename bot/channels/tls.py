"""How a mail server is reached: the security of the link, and the trust in the other side."""

import ssl
from pathlib import Path
from typing import Literal

Security = Literal["tls", "starttls", "plain"]


def context(ca_file: Path | None) -> ssl.SSLContext:
    """Certificates and host names are always checked; `ca_file` (PEM) is trusted in place of the system's list.

    Raises ValueError with one line if the file cannot be used.
    """
    try:
        return ssl.create_default_context(cafile=str(ca_file) if ca_file else None)
    except (OSError, ssl.SSLError) as error:
        raise ValueError(f"ca_file {ca_file} cannot be used: {error}") from None


def explained(error: Exception) -> str:
    """A failed connection in one line, as an operator can act upon it."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted: {error.verify_message}"
    if isinstance(error, TimeoutError):
        return "it does not answer (timed out)"
    if isinstance(error, ConnectionRefusedError):
        return "it refuses connections"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return " ".join(str(error).split())[:200] or type(error).__name__
