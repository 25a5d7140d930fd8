"""How the chat's pages are made: in the visitor's language, with the company's name and time, and the cookies they carry."""

import tomllib
from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from functools import cache
from importlib.resources import files
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.channels.pages import texts
from bot.channels.webchatsettings import WebSettings
from bot.channels.webchatvisit import Guest

_LANGUAGE = "jiedan_language"
_YEAR = 365 * 24 * 3600


class Pages:
    """Makes them for one company. `zone`: its own, for the times that are shown; `console`: whether there is one to link to."""

    def __init__(
        self,
        settings: WebSettings,
        *,
        company: str,
        zone: tzinfo,
        clock: Callable[[], datetime],
        console: bool,
    ) -> None:
        self._settings, self._company, self._zone = settings, company, zone
        self._clock, self._console = clock, console

    def composer(self, request: Request, **values: Any) -> str:
        """The field to write in, as a piece of the page."""
        return texts.page("_composer", t=self.words(request), **values)

    def notice(self, request: Request, notice: str, status: int) -> Response:
        """A page that says why not, by its name among the words."""
        return self.render(request, "notice", None, status, notice=notice)

    def render(
        self, request: Request, name: str, known: Guest | None, status: int = 200, **values: Any
    ) -> HTMLResponse:
        """The page of this name, or a piece of one; a language that was chosen by its link is remembered."""
        language = self.language(request)
        html = texts.page(
            name,
            t=words_of(language),
            language=language,
            company=self._company,
            guest=known,
            playground=self._settings.playground,
            console=self._console,
            local_time=lambda at: at.astimezone(self._zone),
            today=self._clock().astimezone(self._zone).date(),
            **values,
        )
        page = HTMLResponse(
            html, status, headers={"Vary": "Accept-Language, Cookie", "Content-Language": language}
        )
        if request.query_params.get("lang") in {"zh", "en"}:
            self.with_cookie(page, _LANGUAGE, language)
        return page

    def words(self, request: Request) -> Mapping[str, Any]:
        """The words of the pages in the visitor's language."""
        return words_of(self.language(request))

    def language(self, request: Request) -> str:
        """'zh' or 'en': what the visitor has chosen, else what the browser asks for."""
        for told in (request.query_params.get("lang"), request.cookies.get(_LANGUAGE)):
            if told in {"zh", "en"}:
                return str(told)
        return preferred(request.headers.get("accept-language", ""))

    def with_cookie(self, page: Response, name: str, value: str) -> Response:
        """The page, which leaves this cookie for a year; only the language is known outside of the chat."""
        page.set_cookie(
            name,
            value,
            max_age=_YEAR,
            path="/" if name == _LANGUAGE else "/chat",
            secure=self._settings.secure,
            httponly=True,
            samesite="lax",
        )
        return page


def preferred(accepted: str) -> str:
    """'zh' or 'en', whichever an Accept-Language (RFC 9110, 12.5.4) puts first; 'zh' if it names neither."""
    found: list[tuple[float, int, str]] = []
    for place, part in enumerate(accepted.split(",")[:20]):
        tag, _, parameter = part.strip().partition(";")
        language = tag.strip().lower().partition("-")[0]
        try:
            weight = float(parameter.strip().removeprefix("q=")) if parameter.strip() else 1.0
        except ValueError:
            weight = 0.0
        if language in {"zh", "en"} and weight > 0:
            found.append((-weight, place, language))
    return min(found)[2] if found else "zh"


@cache
def words_of(language: str) -> Mapping[str, Any]:
    """The words of the pages in this language."""
    told = tomllib.loads(files("bot.channels").joinpath("pages/words.toml").read_text("utf-8"))
    found: Mapping[str, Any] = told[language]
    return found
