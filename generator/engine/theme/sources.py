"""The files of a theme: a network's own theme goes before the default one, file by file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct

from generator.engine.theme import editor_files, font_files
from generator.model import paths
from generator.model.diagnostics import Diagnostic, Span

ASSETS: Final = "assets/"
EDITOR: Final = "editor/"
_PACKAGE: Final = Path(__file__).parents[2]


class ThemeFiles(Struct, frozen=True):
    """A theme on disk.

    The last of its `folders` is the theme that ships with Enquiry. `assets` leads from a file's name to its
    name in the site (with its digest) and to where it is, a network's fonts among them; so does `editor`, for
    the files of the page `/write/`. It is empty where one of them is missing.
    """

    folders: tuple[str, ...]
    signature: bytes
    assets: dict[str, tuple[str, str]]
    editor: dict[str, tuple[str, str]]


def packaged(name: str) -> Path:
    """Return a folder that ships with Enquiry: inside the installed package, or beside it in a checkout."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def own_folder(content: Path, name: str) -> Path:
    """Return the folder of a network's own theme."""
    return Path(paths.under(content.resolve().parent / "themes", name))


def theme_folders(content: Path, name: str) -> tuple[str, ...]:
    """Return the folders of a network's theme, those that go before others first."""
    default = packaged("themes") / "default"
    own = own_folder(content, name) if name else default
    return (str(own), str(default)) if name and own.is_dir() and not any(links(own)) else (str(default),)


def find_theme(content: Path, name: str) -> ThemeFiles:
    """Return the theme of a network: `themes/<name>/` beside its content folder over the default theme."""
    found = theme_folders(content, name)
    files = {f"{ASSETS}{name}": path for name, path in font_files.find(content).items()}
    for folder in reversed([Path(each) for each in found]):
        if (folder / ASSETS / font_files.SHEET).is_file():
            files = {name: path for name, path in files.items() if path.parent != font_files.folder(content)}
        files.update(
            {
                path.relative_to(folder).as_posix(): path
                for path in sorted(folder.rglob("*"))
                if path.is_file() and not path.is_symlink()
            }
        )
    files.update({f"{EDITOR}{file}": path for file, path in editor_files.find(content).items()})
    contents = {file: paths.contents(path) for file, path in files.items()}
    if not contents.get(f"{ASSETS}{font_files.SHEET}", b"wanted").strip():
        del contents[f"{ASSETS}{font_files.SHEET}"]
    complete = all(f"{EDITOR}{file}" in files for file in editor_files.FILES)
    return ThemeFiles(
        found,
        signature(contents),
        _hashed(contents, files, ASSETS),
        _hashed(contents, files, EDITOR) if complete else {},
    )


def _hashed(
    contents: Mapping[str, bytes], files: Mapping[str, Path], folder: str
) -> dict[str, tuple[str, str]]:
    """Return the files of a theme's folder by their names, with those in the site and where they are."""
    found = {}
    for file, data in contents.items():
        if file.startswith(folder):
            stem, dot, ending = file.removeprefix(folder).rpartition(".")
            shown = f"{ASSETS}{stem}.{hashlib.blake2b(data, digest_size=5).hexdigest()}{dot}{ending}"
            found[file.removeprefix(folder)] = (shown, str(files[file]))
    return found


def links(folder: Path) -> Iterator[Path]:
    """Return the symbolic links in a network's own theme, the folder itself among them.

    They may lead to anything on this computer.
    """
    yield from (path for path in (folder, *sorted(folder.rglob("*"))) if path.is_symlink())


def faults(folder: Path) -> Iterator[Diagnostic]:
    """Return the faults of a network's own theme: broken templates, and symbolic links."""
    from jinja2 import Environment, TemplateSyntaxError

    for path in links(folder):
        span = Span(f"../themes/{path.relative_to(folder.parent).as_posix()}")
        yield Diagnostic(
            span,
            "symbolic-link",
            "This only points to another place (a symbolic link), so the default theme is used.",
            "put the file itself here",
        )
    for path in sorted(each for each in folder.rglob("*.html") if not each.is_symlink()):
        try:
            Environment(autoescape=True, extensions=["jinja2.ext.i18n"]).parse(
                path.read_text(encoding="utf-8")
            )
        except TemplateSyntaxError as error:
            span = Span(f"../themes/{folder.name}/{path.relative_to(folder).as_posix()}", error.lineno, 1)
            yield Diagnostic(
                span,
                "broken-theme",
                f"This template can't be read: {str(error.message).rstrip('.')}.",
                "mend it, or delete it for the one of the default theme",
            )

    yield from _misplaced(folder)


def _misplaced(folder: Path) -> Iterator[Diagnostic]:
    """Templates that replace none of the default theme's, which keeps those of their names in its folders."""
    default = packaged("themes") / "default"
    places = {path.name: path.relative_to(default).as_posix() for path in sorted(default.rglob("*.html"))}
    for path in sorted(each for each in folder.glob("*.html") if not each.is_symlink()):
        if place := places.get(path.name):
            yield Diagnostic(
                Span(f"../themes/{folder.name}/{path.name}"),
                "broken-theme",
                f"This template is used by nothing: the default theme's own is {place}.",
                f"move it to themes/{folder.name}/{place}",
            )


def signature(files: Mapping[str, bytes]) -> bytes:
    """Return a digest of a theme's files: a page is rendered anew when any of them changes."""
    summary = hashlib.blake2b(digest_size=16)
    for name in sorted(files):
        summary.update(name.encode() + b"\0" + hashlib.blake2b(files[name], digest_size=16).digest())
    return summary.digest()
