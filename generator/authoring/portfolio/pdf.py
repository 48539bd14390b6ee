"""One page of a site as a tagged PDF (PDF/UA-1), with contents and bookmarks.

WeasyPrint makes it, which is installed with `enquiry[portfolio]`.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from generator.authoring.files.writing import Refused

MISSING: Final = (
    "The PDF of a portfolio is made by WeasyPrint, which is not installed here, or lacks its library Pango: "
    "`pip install 'enquiry[portfolio]'`, and on Debian and Ubuntu "
    "`apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0`. Or leave it out: --no-pdf."
)
BASE: Final = "https://portfolio.invalid/"
STYLE: Final = Path(__file__).with_name("pdf.css")

_CHAPTER: Final = re.compile(r'id="([^"]+)" data-at="([^"]+)"')
_FORMULA: Final = re.compile(r'<math [^>]*\balttext="([^"]*)"[^>]*>.*?</math>', re.DOTALL)
_LINK: Final = re.compile(r' href="(?!#|https?:|mailto:|[^"]*assets/)([^"]*)"')


def needed() -> Any:
    """Return WeasyPrint; refuse with what to do where it can't be used."""
    try:
        import weasyprint
    except (ImportError, OSError):
        raise Refused(MISSING) from None
    return weasyprint


def made(top: Path, page: str, files: Mapping[str, bytes]) -> bytes:
    """Return a page of the site at `top` as a PDF.

    It sees the pictures of the site, and nothing else anywhere.
    """
    weasyprint = needed()
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    fetcher = _fetcher(files)
    document = weasyprint.HTML(
        string=_within((top / page).read_text(encoding="utf-8")), base_url=BASE + page, url_fetcher=fetcher
    )
    data: bytes = document.write_pdf(
        stylesheets=[weasyprint.CSS(string=STYLE.read_text(encoding="utf-8"))],
        pdf_variant="pdf/ua-1",
        pdf_tags=True,
    )
    return data


def _within(html: str) -> str:
    """Return a page whose links lead to chapters on it.

    Links to other pages of the site would lead nowhere in a PDF, and stay as words. WeasyPrint knows no
    MathML, so a formula is shown as it is typed.
    """
    chapters = {address: name for name, address in _CHAPTER.findall(html)}

    def led(found: re.Match[str]) -> str:
        name = chapters.get(found[1].lstrip("./").partition("#")[0].removesuffix("index.html"))
        return f' href="#{name}"' if name else ""

    return _FORMULA.sub(r"<code>\1</code>", _LINK.sub(led, html))


def _fetcher(files: Mapping[str, bytes]) -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc] # the library has no types
        """Pictures of the site alone; a style sheet is for screens, and is left out."""

        def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002 - the library asks so
            path = unquote(urlsplit(url).path).lstrip("/")
            if not url.startswith(BASE) or path not in files:
                raise ValueError(f"{url} is not in the portfolio")
            return URLFetcherResponse(url, b"" if path.endswith(".css") else files[path])

    return Fetcher()
