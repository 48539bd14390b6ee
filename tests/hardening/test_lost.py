"""Nothing is lost: every word is in an edition that may hold it, or a diagnostic names its file."""

from __future__ import annotations

import json
import random
import re
import tempfile
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path
from typing import Final
from urllib.parse import unquote

import pytest

from generator.engine.errors import BrokenTheme
from generator.engine.options import Options
from generator.engine.pipeline import Build
from generator.model.audience import as_person
from generator.model.diagnostics import Diagnostic
from tests.casefile import Case, every
from tests.hardening.figures import Figure, Time
from tests.support import Records, build, tree

SAMPLE: Final = Path(__file__).resolve().parents[2] / "content"
OF_A_FOLDER: Final = ("bad-name", "duplicate-identity", "no-profile")
"""Codes that may speak of a person's whole folder, at the first of its files."""
PIECES: Final = (
    "*",
    "**",
    "_",
    "`",
    "``",
    "[",
    "]",
    "](x)",
    "](",
    ")",
    "![",
    "<",
    ">",
    "&",
    "# ",
    "- ",
    "1. ",
    "> ",
    "\n",
    "\n\n",
    "  \n",
    "|",
    "\n| a | b |\n| - | - |\n| ",
    "\\",
    "\n---\n",
    "```\n",
    "~~",
    "[^1]",
    "\n[^1]: ",
    "    ",
    "\n\n    ",
    "<!--",
    "-->",
    "<b>",
    "</b>",
    "<div>",
    "<script>",
    "<style>",
    "<textarea>",
    "<title>",
    "<svg>",
    "<a href='",
    "'>",
    '"',
    "'",
    "<img alt='",
    "{: #x}",
    '<p title="',
    "\n[word]: ",
    "\n===\n",
    "{{ ",
    " }}",
    "{% ",
    "&#x",
    ";",
    "<?",
    "<![CDATA[",
    "- [ ] ",
    "\t",
    "\u2028",
    "\ufeff",
)


def letters(text: str) -> str:
    """Only letters and digits, so that marks, entities and white space tell nothing apart."""
    return re.sub(r"[\W_]+", "", unquote(unescape(text)))


def unseen(content: Path, folder: Path) -> list[str]:
    """Return words of the content's texts that are in no edition and no diagnostic, with their files."""
    owners = sorted(path.name for path in content.glob("participants/*") if path.is_dir())
    try:
        outcome = build(content, folder / "site", folder / "cache", keep_going=True)
    except BrokenTheme:
        return []  # a template is at fault, which is said, and what was published before stands as it was
    for owner in owners:
        Build(
            Options(
                content=content,
                output=folder / f"own-{owner}",
                cache=folder / f"cache-{owner}",
                viewers=(as_person(owner),),
                keep_going=True,
                workers=1,
            )
        ).run()
    pages = [
        data
        for place in (folder / "site", *folder.glob("own-*"))
        for path, data in tree(place).items()
        if path.endswith("index.html")
    ]
    shown = set(
        re.findall(
            r"[^\W_]+",
            unquote(
                unescape(
                    re.sub(
                        r"<(?!img|a\b|abbr|p\b|div\b|span\b|h\d|td|th|li)[^>]*>",
                        "",
                        " ".join(page.decode() for page in pages),
                    )
                )
            ),
        )
    )
    told = _told(content, outcome.diagnostics)
    return [
        f"{path.relative_to(content)}: {word}"
        for path in sorted(content.rglob("*.md"))
        if path.relative_to(content).as_posix() not in told
        for word in _words(path)
        if word not in shown
    ]


def _told(content: Path, found: Iterable[Diagnostic]) -> set[str]:
    """Return the files that a diagnostic names, and those that an error takes with it.

    An error in the network's own files, in a profile or a folder's name takes others along, and so does one
    in what they answer.
    """
    told, wrong = ({each.span.path for each in found if each.is_error or every} for every in (True, False))
    texts = {
        path.relative_to(content).as_posix(): path.read_text(encoding="utf-8", errors="replace").partition(
            "\n---"
        )[0]
        for path in content.rglob("*.md")
        if path.is_file()
    }
    if any("/" not in path for path in wrong):
        return set(texts)
    lost = {_identity(path) for path in wrong} | {
        each.span.path.split("/")[1]
        for each in found
        if each.is_error and (each.code in OF_A_FOLDER or each.span.path.endswith("/profile.md"))
    }
    while more := {
        path
        for path, settings in texts.items()
        if path not in told
        and lost & {_identity(path).partition("/")[0], *re.findall(r"[^\s,\[\]]+", settings)}
    }:
        told |= more
        lost |= {_identity(path) for path in more}
    return told


def _identity(path: str) -> str:
    """Return the way in which a reply names this file."""
    return re.sub(r"^participants/|(?:posts/|replies/)?(?:\d{4}-\d\d-\d\d-)?|\.md$", "", path)


def _words(path: Path) -> list[str]:
    """The words of a text below its settings, addresses apart, which change on their way."""
    body = path.read_text(encoding="utf-8", errors="replace").partition("\n---")[2]
    plain = re.sub(
        r"(?m)\]\([^)\s]*|^\[[^\]]+\]:.*$|<[^>]*>|^(```|~~~).*$|\{:[^}]*\}|&\w+;|\[\^[^\]]+\]", " ", body
    )
    return re.findall(r"[^\W_]{3,}", plain)


def test_no_word_of_the_sample_is_lost(tmp_path: Path) -> None:
    """Of all that its people wrote, each word is on a page, for whoever may see it."""
    assert unseen(SAMPLE, tmp_path) == []


def generated(folder: Path, seed: int, posts: int) -> tuple[Path, dict[str, list[str]]]:
    """Make a network of texts of words and signs in any order, and return the words of each.

    They stand nowhere else.
    """
    chance = random.Random(seed)
    net = Records(folder)
    net.text("network.yaml", title="N", address="https://example.org/")
    net.text("participants/ann/profile.md", name="Ann", consent="2018-01-01")
    words = {}
    for number in range(posts):
        mine = [f"w{number}x{each}q" for each in range(chance.randint(1, 25))]
        body = "".join(
            "".join(
                (*chance.choices(PIECES, k=chance.choice([0, 1, 1, 2])), each, chance.choice(["", " ", " "]))
            )
            for each in mine
        )
        words[
            net.text(
                f"participants/ann/posts/2018-01-01-p{number}.md",
                body,
                title=f"P{number}",
                date="2018-01-01",
                audience="public",
            )
        ] = mine
    return net.write(), words


def commented(text: str) -> str:
    """Return the comments of a text, which are for nobody and leave no word of themselves."""
    return " ".join(re.findall(r"<!--.*?-->", text, re.DOTALL))


def losing(seed: int, posts: int) -> list[str]:
    """The words of generated texts that are nowhere, in files of which nothing is said."""
    with tempfile.TemporaryDirectory() as folder:
        content, words = generated(Path(folder), seed, posts)
        outcome = build(
            content, Path(folder) / "site", Path(folder) / "cache", editions=("public",), keep_going=True
        )
        told = {each.span.path for each in outcome.diagnostics}
        site = "".join(
            letters(data.decode())
            for path, data in tree(Path(folder) / "site").items()
            if path.endswith("index.html")
        )
        sources = {path: (content / path).read_text(encoding="utf-8") for path in words}
        languages = {
            path: " ".join(re.findall(r"(?m)(?:`{3,}|~{3,})[ \t]*(\w+)[ \t]*$", text))
            for path, text in sources.items()
        }
        return [
            f"seed {seed}: {word} of {json.dumps(sources[path])}"
            for path, mine in words.items()
            if path not in told
            for word in mine
            if word not in site and word not in languages[path] and word not in commented(sources[path])
        ]


@pytest.mark.parametrize("seed", range(3))
def test_no_word_of_generated_posts_is_lost(seed: int) -> None:
    """However its signs are thrown together, a text is shown or complained of."""
    assert losing(seed, 150) == []


def losing_in_case(case: Case) -> list[str]:
    """The words that a case's own network loses."""
    with tempfile.TemporaryDirectory() as folder:
        case.lay_out(Path(folder))
        return [f"{case.name}: {each}" for each in unseen(Path(folder) / "content", Path(folder) / "built")]


@pytest.mark.parametrize(
    "case", [each for each in every() if each.file.parent.name == "accepted"][:6], ids=lambda case: case.name
)
def test_no_word_of_what_is_accepted_is_lost(case: Case) -> None:
    """A network that is said to be all right is all there."""
    assert losing_in_case(case) == []


def long(time: Time) -> Iterator[Figure]:
    """Try the sample, the cases, and generated posts until the time is over.

    The cases are taken evenly among them, as far as there is time.
    """
    with tempfile.TemporaryDirectory() as folder:
        yield Figure(
            "texts of the sample network",
            len(list(SAMPLE.rglob("*.md"))),
            tuple(unseen(SAMPLE, Path(folder))),
        )
    cases = [each for each in every() if each.file.parent.name != "unreadable-file"]
    share, faults, tried = time.share(0.6), [], 0
    while share.left and tried < len(cases):
        faults += losing_in_case(cases[tried * 89 % len(cases)] if len(cases) % 89 else cases[tried])
        tried += 1
    yield Figure("case networks", tried, tuple(faults), f"of {len(cases)}")
    faults = []
    seed = 0
    while time.left and seed < 200:
        seed += 1
        faults += losing(seed, 500)
    yield Figure("generated posts", seed * 500, tuple(faults))
