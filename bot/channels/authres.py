"""What our own receiving server found out about a mail's sender: Authentication-Results (RFC 8601)."""

import re
from dataclasses import dataclass
from email.message import Message

from bot.channels.headers import raw_fields

_COMMENT = re.compile(r"\([^()]*\)")
_RESULT = re.compile(r"^\s*(?P<method>[a-z0-9-]+)(?:/\d+)?\s*=\s*(?P<result>[a-z]+)", re.IGNORECASE)
_PROPERTY = re.compile(r"([a-z0-9-]+\.[a-z0-9_-]+)\s*=\s*(\"[^\"]*\"|[^\s;]+)", re.IGNORECASE)
_SEPARATOR = re.compile(r";(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")


@dataclass(frozen=True, slots=True)
class _Result:
    method: str
    result: str
    properties: dict[str, str]


def proven(message: Message, *, sender: str, trusted: str | None) -> bool | None:
    """True if the server `trusted` vouches for the From address, False if it found a forgery, None if it says nothing.

    Only the topmost field of that authserv-id counts: a server adds its own on top, and must take out what
    came in under its name (RFC 8601, 5). A field of any other id, and everything without `trusted`, is hearsay.
    """
    domain = sender.rpartition("@")[2].lower()
    if not trusted or not domain:
        return None
    for value in raw_fields(message, "Authentication-Results"):
        server, results = _parsed(value)
        if server == trusted.strip().lower().rstrip("."):
            return _judged(results, domain)
    return None


def _judged(results: list[_Result], domain: str) -> bool | None:
    said = {(each.method, each.result) for each in results}
    if any(each.result == "pass" and _vouches(each, domain) for each in results):
        return ("dmarc", "fail") not in said or None
    if ("dmarc", "fail") in said:
        return False
    if ("dmarc", "pass") in said:
        return None  # it passed for another From than the one that we read
    checked = {result for method, result in said if method in ("spf", "dkim")}
    return False if checked & {"fail", "hardfail"} and "pass" not in checked else None


def _vouches(each: _Result, domain: str) -> bool:
    """Whether a passed check was made for the domain of the From address, or for one above it."""
    if each.method == "dmarc":
        stated = each.properties.get("header.from", domain)
        return stated.rpartition("@")[2] == domain
    if each.method == "dkim":
        stated = each.properties.get("header.d") or each.properties.get("header.i", "").rpartition("@")[2]
    elif each.method == "spf":
        stated = each.properties.get("smtp.mailfrom", "").rpartition("@")[2]
    else:
        return False
    return bool(stated) and "." in stated and (domain == stated or domain.endswith("." + stated))


def _parsed(value: str) -> tuple[str, list[_Result]]:
    value = " ".join(value.split())
    for _ in range(5):  # comments may lie within each other
        value, changed = _COMMENT.subn(" ", value)
        if not changed:
            break
    head, *clauses = _SEPARATOR.split(value)
    words = head.split()
    server = words[0].strip('"').lower().rstrip(".") if words else ""
    results = []
    for clause in clauses[:50]:
        match = _RESULT.match(clause)
        if match:
            rest = clause[match.end() :]
            properties = {name.lower(): text.strip('"').lower() for name, text in _PROPERTY.findall(rest)}
            results.append(_Result(match["method"].lower(), match["result"].lower(), properties))
    return server, results
