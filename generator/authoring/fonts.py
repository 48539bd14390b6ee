"""`enquiry fonts`: a serif and a sans from packages, cut down for the web, into the network's folder.

The fonts are variable, so that a few files have every weight that the theme uses. What is left of them are
the letters of the languages of Europe that are written in Latin, the marks of text, and the figures of both
sorts. Other letters, Greek or Arabic, come from the reader's own fonts, as they do without this.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from generator.authoring.files.writing import Refused
from generator.engine.theme.font_files import SHEET, folder

MISSING: Final = (
    "The packages of the fonts are not here. Type `pip install 'enquiry[fonts]'`, then this again."
)
RANGES: Final = (
    (0x20, 0x7E),
    (0xA0, 0x17F),
    (0x218, 0x21B),
    (0x1E80, 0x1E85),
    (0x1EF2, 0x1EF3),
    (0x2010, 0x2027),
    (0x202F, 0x203A),
    (0x20AC, 0x20AC),
    (0x2122, 0x2122),
    (0x2190, 0x2193),
    (0x2212, 0x2212),
    (0x2260, 0x2265),
)
"""Characters that are kept: Latin letters with the marks of European languages, and what stands in text."""
FEATURES: Final = ("calt", "ccmp", "kern", "liga", "lnum", "locl", "mark", "mkmk", "onum", "pnum", "tnum")
WEIGHTS: Final = (400, 700)
OPTICAL_SIZE: Final = 18
"""The size for which letters are drawn, where a font has several drawings: that of a post's text."""
WORDS: Final = (
    "Words that people write in a school at the end of the day are read by others who were not there, "
    "and some of them answer."
)
"""A sentence by which the widths of fonts are compared."""


class Face(Struct, frozen=True):
    """A font in a package: the variable of the theme that it fills, its style, and its place there."""

    variable: str
    style: str
    name: str
    package: str
    file: str


class Fallback(Struct, frozen=True):
    """Fonts of the reader's computer that stand in until a font is there, and their letters' mean width.

    The width is that of `WORDS` in ems; the fonts of one row have the same widths.
    """

    name: str
    local: tuple[str, ...]
    width: float
    rest: str


FACES: Final = (
    Face("serif", "normal", "Source Serif 4", "fontpkg_source_serif_4", "SourceSerif4[opsz,wght].ttf"),
    Face("serif", "italic", "Source Serif 4", "fontpkg_source_serif_4", "SourceSerif4-Italic[opsz,wght].ttf"),
    Face("sans", "normal", "Source Sans 3", "fontpkg_source_sans_3", "SourceSans3[wght].ttf"),
)
FALLBACKS: Final = {
    "serif": Fallback(
        "Serif until then",
        ("Times New Roman", "Liberation Serif", "Tinos"),
        0.4041,
        "Charter, Georgia, serif",
    ),
    "sans": Fallback(
        "Sans until then", ("Arial", "Liberation Sans", "Arimo"), 0.4502, "system-ui, sans-serif"
    ),
}


class Cut(Struct, frozen=True):
    """A font as it is served: its bytes, the mean width of its letters, and its height, in ems."""

    data: bytes
    width: float
    ascent: float
    descent: float


def install(content: Path) -> Mapping[str, int]:
    """Write the fonts beside the content folder, and return the sizes of their files."""
    files = made()
    place = folder(content)
    place.mkdir(exist_ok=True)
    for name, data in files.items():
        (place / name).write_bytes(data)
    return {name: len(data) for name, data in files.items()}


def made() -> dict[str, bytes]:
    """Return the files that are served, by their names; raise `Refused` where their packages are missing."""
    files: dict[str, bytes] = {}
    rules: list[str] = []
    stacks: dict[str, str] = {}
    for face in FACES:
        cut = _cut(face)
        name = f"{face.name.lower().replace(' ', '-')}{'-italic' if face.style == 'italic' else ''}.woff2"
        files[name] = cut.data
        rules.append(_rule(face, _shown(name, cut.data)))
        if face.variable not in stacks:
            fallback = FALLBACKS[face.variable]
            rules.append(_stand_in(fallback, cut))
            stacks[face.variable] = f'"{face.name}", "{fallback.name}", {fallback.rest}'
            licence = resources.files(face.package).joinpath("LICENSE").read_bytes()
            files[f"{face.name.lower().replace(' ', '-')}-licence.txt"] = licence
    variables = "".join(f" --{name}: {stack};" for name, stack in stacks.items())
    files[SHEET] = "\n".join((*rules, f":root {{{variables} }}", "")).encode()
    return files


def _shown(name: str, data: bytes) -> str:
    """Return the name in the site of a file of a theme, as `find_theme` gives it."""
    stem, _, ending = name.rpartition(".")
    return f"{stem}.{hashlib.blake2b(data, digest_size=5).hexdigest()}.{ending}"


def _rule(face: Face, file: str) -> str:
    kept = ", ".join(f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in RANGES)
    return (
        f'@font-face {{ font-family: "{face.name}"; font-style: {face.style}; '
        f"font-weight: {WEIGHTS[0]} {WEIGHTS[1]}; font-display: swap; "
        f'src: url("{file}") format("woff2"); unicode-range: {kept}; }}'
    )


def _stand_in(fallback: Fallback, cut: Cut) -> str:
    """Return the rule of a fallback that takes as much room as the font, so that nothing jumps."""
    local = ", ".join(f'local("{each}")' for each in fallback.local)
    scale = cut.width / fallback.width
    return (
        f'@font-face {{ font-family: "{fallback.name}"; src: {local}; size-adjust: {scale:.2%}; '
        f"ascent-override: {cut.ascent / scale:.2%}; descent-override: {cut.descent / scale:.2%}; "
        "line-gap-override: 0%; }"
    )


def _cut(face: Face) -> Cut:
    try:
        from fontTools.subset import Options, Subsetter
        from fontTools.ttLib import TTFont
        from fontTools.varLib import instancer

        source = resources.files(face.package).joinpath("files", face.file).read_bytes()
    except (ImportError, FileNotFoundError):
        raise Refused(MISSING) from None
    font = TTFont(io.BytesIO(source), recalcTimestamp=False)
    options = Options()
    options.layout_features, options.hinting, options.flavor = list(FEATURES), False, "woff2"
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=set(_kept()))
    subsetter.subset(font)
    limits: dict[str, Any] = {"wght": WEIGHTS}
    if "opsz" in {axis.axisTag for axis in font["fvar"].axes}:
        limits["opsz"] = OPTICAL_SIZE
    font = instancer.instantiateVariableFont(font, limits)
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out)
    return Cut(out.getvalue(), *_measures(font))


def _kept() -> Iterator[int]:
    for first, last in RANGES:
        yield from range(first, last + 1)


def _measures(font: Any) -> tuple[float, float, float]:
    """Return the mean width of a font's letters, and how far it reaches above and below the line, in ems."""
    letters, widths, em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    width = sum(widths[letters[ord(each)]][0] for each in WORDS) / len(WORDS)
    return width / em, font["hhea"].ascent / em, -font["hhea"].descent / em
