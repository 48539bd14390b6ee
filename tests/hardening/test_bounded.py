"""Bounded: no input makes reading take long or eat memory; what would is refused, with its place."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from generator.source.document import MOST_BYTES, MOST_LINES
from generator.source.reader import read
from tests.hardening.figures import Figure, Time
from tests.support import ROOT, Records, build, surroundings

POST: Final = "participants/rachna/posts/2018-01-15-listening.md"
HEAD: Final = "---\ntitle: Listening\ndate: 2018-01-15\n---\n"
MEGABYTE: Final = 1 << 20
FITTING: Final = MOST_BYTES - 200
"""Bytes of text that are just not too many: what is larger is refused before it is looked at."""
PROMISED: Final = (1.0, 256)
"""Seconds and megabytes for one file."""
ALLOWED: Final = (10, 1 << 30)
"""Seconds and bytes of address space after which the quick form gives up: a slow computer is not a fault."""

READER: Final = """
import json, resource, sys, time
from generator.source.reader import read
read("pages/first.md", b"---\\ntitle: x\\n---\\n*a* <b>")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
data = sys.stdin.buffer.read()
started = time.process_time()
document, _ = read(sys.argv[1], data)
seconds = time.process_time() - started
grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
places = [[each.code, each.span.line] for each in document.diagnostics]
json.dump([seconds, grown, places[:5]], sys.stdout)
"""

REPEATED: Final = {
    "prose": "The pupils asked more than I did, and waited for it. ",
    "prose with marks": "The *pupils* asked **more** than I [did](https://example.org/x), and & `waited`.\n",
    "[": "[",
    "]": "]",
    "[a": "[a",
    "[a](": "[a](",
    "[a](b": "[a](b",
    "[a](<b": "[a](<b",
    '[a](b "': '[a](b "',
    "![a](": "![a](",
    "![[]()": "![[]()",
    "[a][": "[a][",
    "a*": "a*",
    "*a": "*a ",
    "*a _a": "*a _a ",
    "a**b c*": "a**b c* ",
    "*_": "*_",
    "a_": "a_ ",
    "a***b c**d e*f": "a***b c**d e*f ",
    "**x*a": "**x*a",
    "~~a": "~~a ",
    "a~~": "a~~",
    "`a": "`a ",
    "`a``": "`a``",
    "`": "`",
    "\\": "\\",
    "backslashes at line ends": "\\\n",
    ">": ">",
    "> in lines": f"{'> ' * 50}a\n",
    "lazy quotations": f"{'>' * 50}a\na\n",
    "- on one line": "- ",
    "list": "- a\n",
    "loose list": "- a\n\n",
    "numbered list": "1. a\n",
    "two kinds of list": "- a\n* a\n",
    "empty items": "-\n",
    "almost rules": "* * * * * a\n",
    "items with quotations": "* a\n  > b\n",
    "tasks": "- [ ] a\n",
    "tasks on one line": "- [ ] ",
    "tabs": "-\t",
    "same reference": "[a]: u\n",
    "reference without end": "[a]: ",
    "[ in lines": "[\n",
    "title without end": "[a]: b '\n",
    "references": "[a]: x\nb\n\n",
    "[a]: in lines": "[a]:\n",
    "tables": "|a|\n|-|\n\n",
    "almost tables": "a | b\n",
    "almost tables, too": "a|\n-|-|\n",
    "&amp;": "&amp;",
    "&": "&",
    "&a": "&a",
    "&#": "&#",
    "&#x1F600;": "&#x1F600;",
    "autolinks": "<https://a.b>",
    "autolinks without end": "<https://a",
    "mail": "<a@b.c>",
    "mail without end": "<a@b.",
    "<": "<",
    "<!": "<!",
    "<!--": "<!--",
    "a <!--": "a <!--",
    "<?": "a <?",
    "CDATA": "a <![CDATA[",
    "declarations": "a <!A ",
    "<a": "<a ",
    '<a b="': '<a b="',
    "x<a b='": "x<a b='",
    "<b>x</b>": "<b>x</b>",
    "<b>": "<b>",
    "<div>": "<div>",
    "<div> in lines": "<div>\n\n",
    "<a href=x>": "<a href=x>",
    "unknown tags": "a <zz> ",
    "<p><b><i>": "<p><b><i>",
    "<b><p>": "<b><p>",
    "<table><b>": "<table><b>",
    "<b id=x><p>x</b>": "<b id=x><p>x</b>",
    "<tr><td>": "<table><tr><td>x",
    "<table>x": "<table>x",
    "<ul><li>": "<ul><li>",
    "<dd><li>": "<dd><li>",
    "<rt><rp>": "<rt><rp>",
    "<i><a><p></i>": "<i><a><p></i>",
    "<svg><p>": "<svg><p>",
    "<select><b>": "<select><b>",
    "<iframe>": "<iframe src=x>",
    "comments": "<!-- a -->\n\n",
    "comments in words": "x <!-- a -->",
    "comments without end": "a <!-- b\n\n",
    "links": "[a](b.md) ",
    "own links": "[a](#b) ",
    "names with spaces": "[a](b c.png) ",
    "names with spaces, open": "[a](b c ",
    "kramdown": "{:a}\n",
    "kramdown without end": "a {: ",
    "kramdown's ids": "# a {:#b}\n",
    "marks of notes": "[^1] ",
    "[^": "[^",
    "same note": "[^1]: x\n\n",
    "notes in notes": "[^1]: ",
    "headings": "# a\n",
    "underlined headings": "a\n=\n",
    "#": "#",
    "rules": "---\n",
    "fences": "```\n",
    "fences with languages": "```a b c\n```\n",
    "fences in quotations": "> ```\n",
    "indented": "    a\n",
    "spaces": " ",
    "empty lines": "\n",
    "carriage returns": "\r",
    "hard breaks": "a  \n",
    "spaces at line ends": f"a{' ' * 5000}b\n",
    "accents": "\u0301\u0316",
    "ligatures": "# \ufdfa",
    "noncharacters": "\ufdd0",
    "line separators": "\u2028",
    "code and tags": "`a` <b> \n",
}
"""Short pieces, again and again: after which the class is called, and the piece."""


def nested(opening: str, closing: str, size: int) -> str:
    """Something inside itself, as deep as it goes."""
    deep = size // len(opening + closing)
    return f"{opening * deep}x{closing * deep}"


def numbered(line: str, size: int) -> str:
    """A line with a number in it, each time another."""
    return "".join(
        line.replace("#", str(each)) for each in range(min(size // (len(line) + 5), MOST_LINES - 10))
    )


BUILT: Final[dict[str, Callable[[int], str]]] = {
    "nested brackets": partial(nested, "[", "]"),
    "nested links": partial(nested, "[a", "](x)"),
    "nested pictures": partial(nested, "![", "](x)"),
    "nested emphasis": partial(nested, "*a **a ", "b** b*"),
    "nested elements": partial(nested, "<b>", "</b>"),
    "nested svg": partial(nested, "<svg>", "</svg>"),
    "nested lists": lambda size: "".join(f"{'  ' * each}- a\n" for each in range(int(size**0.5) - 20)),
    "runs of backticks": lambda size: "".join(
        f"e{'`' * each}" for each in range(1, int((2 * size) ** 0.5) - 10)
    ),
    "fences of all lengths": lambda _: "".join(f"{'`' * (700 - each)}\n" for each in range(690)),
    "references": partial(numbered, "[a#]: x#\n"),
    "references to pages": partial(numbered, "[a#]: x#.md\n\n"),
    "links to pages": partial(numbered, "[a](b/#.md)\n"),
    "links to pages on one line": partial(numbered, "[a](b#.md) "),
    "own links": partial(numbered, "[a](#-#) "),
    "pictures": partial(numbered, "![a](b/#.png)\n"),
    "links of HTML": partial(numbered, '<a href="b/#">x</a>\n'),
    "tags behind a long line": lambda size: f"<div>{'a' * (size // 2)}{'<b>' * (size // 6)}",
    "ids": partial(numbered, "<b id=x#></b>\n"),
    "notes": partial(numbered, "[^#]: x\n"),
    "notes with marks": lambda size: numbered("[^#] ", size // 3) + "\n\n" + numbered("[^#]: x\n", size // 3),
    "mail addresses": partial(numbered, "<a#@b.c> "),
    "one reference, many links": lambda size: "[a]: x\n\n" + "[a] " * (size // 4),
    "a long address, many links": lambda size: f"[a]: y/{'x' * (size // 8)}\n\n" + "[a] " * (size // 8),
    "wide table": lambda size: f"{'|a' * (size // 4)}\n{'|-' * (size // 4)}\n",
    "wide table, short rows": lambda size: (
        f"{'|a' * (size // 8)}\n{'|-' * (size // 8)}\n" + "a\n" * (MOST_LINES - 10)
    ),
    "dense table": lambda size: f"{'|a' * 60}\n{'|-' * 60}\n" + f"{'|a' * 60}\n" * (size // 121),
    "code of &": lambda size: f"```\n{'&' * size}",
    "code of <": lambda size: f"```\n{'<' * size}",
    "code of quotes": lambda size: f"```\n{chr(34) * size}",
    "many tables": lambda size: "|a|b|\n|-|-|\n|a|\n\n" * (size // 20),
    "tables of nearly the right width": lambda size: "|a|b|\n|-|\n" * (size // 12),
    "tables in quotations": lambda size: "> |a|b|\n> |-|-|\n" * (size // 20),
    "comments with one end": lambda size: "x " + "<!--" * (size // 4) + "-->",
    "comments with one end, in lines": lambda size: "<!-- a\n\n" * min(size // 9, 2_400) + "-->",
    "rows with too many cells": lambda size: "|a|\n|-|\n" + "|a|b|c|\n" * (min(size // 8, MOST_LINES - 10)),
    "attribute without end": lambda size: "<div>\n<a " + '"' * size,
    "sources": lambda size: f"<div>\n<iframe {'src=' * (size // 4)}>",
    "titles": lambda size: "<div>\n<iframe src=x " + "title='" * (size // 7) + ">",
    "spaces in alt": lambda size: f'<div>\n<img alt="{" " * size}">',
    "a heading of accents": lambda size: f"# a{chr(0x301) * (size // 2)}",
    "a name with many words": lambda size: f"[a]({'b c ' * (size // 4)}",
    "language of a fence": lambda size: f"```{'a' * size}\n",
    "headings and broken links": lambda size: (
        numbered("# abc#\n", size // 2) + numbered("[a](#abd-#) ", size // 2)
    ),
}

SETTINGS: Final[dict[str, Callable[[], str]]] = {
    "a title of a megabyte": lambda: "title: " + "x" * MEGABYTE,
    "brackets": lambda: "[" * 60_000,
    "braces": lambda: "{a: " * 15_000,
    "lines of keys": lambda: "".join(f"k{each}: v\n" for each in range(4_900)),
    "the same key": lambda: "a: b\n" * 4_900,
    "many laughs": lambda: "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n",
    "entities of XML": lambda: '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
    "merged": lambda: "<<: *a\n" * 4_000,
    "a quotation without end": lambda: 'title: "' + "x\n" * 4_900,
    "question marks": lambda: "? " * 30_000,
    "tags": lambda: "!!python/object/apply:os.system [x]\n" * 1_000,
    "deep indentation": lambda: "".join(f"{' ' * each}a:\n" for each in range(340)),
    "aliases": lambda: "aliases:\n" + "".join(f"- /{each}/\n" for each in range(4_900)),
    "an alias of accents": lambda: f"aliases: /a{chr(0x301) * 30_000}/",
    "escapes": lambda: 'title: "' + "\\u0041" * 10_000 + '"',
    "a date of digits": lambda: "date: " + "1" * 60_000,
    "a moment of digits": lambda: "date: 2018-01-01T10:00:00." + "1" * 60_000,
    "a zone": lambda: "language: " + "en-" * 20_000,
    "commas": lambda: f"standards: [{',' * 60_000}]",
    "many standards": lambda: f"standards: [{'a, ' * 20_000}b]",
}


class Result(NamedTuple):
    """The cost of reading, and the first findings with their lines.

    `died` says how it ended where it did not finish.
    """

    seconds: float
    megabytes: int
    findings: list[list[str | int]]
    died: str = ""


def text(name: str, size: int = FITTING) -> bytes:
    """A file of this class, no longer than what is read, by bytes and by lines."""
    if name in SETTINGS:
        return f"---\n{SETTINGS[name]()}\n---\nWords.\n".encode()
    piece = REPEATED.get(name)
    body = BUILT[name](size) if piece is None else piece * (size // len(piece.encode()))
    return (HEAD + "\n".join(body.split("\n")[: MOST_LINES - 10])).encode()[: size + len(HEAD)]


def measured(data: bytes, path: str = POST) -> Result:
    """Read one file in a process of its own, within limits."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (ALLOWED[0], ALLOWED[0]))
        resource.setrlimit(resource.RLIMIT_AS, (ALLOWED[1], ALLOWED[1]))

    done = subprocess.run(
        [sys.executable, "-c", READER, path],
        input=data,
        capture_output=True,
        check=False,
        env=surroundings(),
        cwd=ROOT,
        preexec_fn=limit,
    )
    if done.returncode:
        return Result(
            ALLOWED[0],
            0,
            [],
            done.stderr.decode().strip().rpartition("\n")[2] or f"signal {-done.returncode}",
        )
    return Result(*json.loads(done.stdout))


@pytest.mark.parametrize(
    "name",
    [
        "[a",
        "nested pictures",
        "nested links",
        "<!--",
        "a <!--",
        "<div>",
        "mail",
        "tasks",
        "kramdown's ids",
        "notes",
        "a name with many words",
        "a heading of accents",
        "wide table, short rows",
        "dense table",
        "autolinks",
        "headings and broken links",
        "many laughs",
    ],
)
def test_what_once_took_minutes_is_read_or_refused(name: str) -> None:
    """Each of these kept the reader busy without end; the long form tries all classes."""
    assert not measured(text(name)).died, name


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"x" * (MOST_BYTES + 1), 0),
        (b"\n" * (MOST_LINES + 1), MOST_LINES + 1),
        (b"\r" * (MOST_LINES + 1), MOST_LINES + 1),
        (b"\r\n" * (MOST_LINES + 1), MOST_LINES + 1),
    ],
)
def test_too_large_is_refused_with_its_place(data: bytes, line: int) -> None:
    """By its bytes and by its lines, whatever ends them."""
    assert measured(data).findings[0] == ["file-too-large", line]


@pytest.mark.parametrize(
    ("name", "line"), [("&", 5), ("code of &", 6), ("dense table", 5), ("many tables", 5)]
)
def test_more_than_can_be_told_apart_is_refused_with_its_place(name: str, line: int) -> None:
    """Whatever it would cost: so many entities and cells, and no more."""
    assert any(code == "too-tangled" and int(where) >= line for code, where in measured(text(name)).findings)


def rows(columns: int, lines: int) -> str:
    """A table of so many cells; each of its lines counts, the one below the first too."""
    return (
        f"{'|a' * (columns - 1)}\n{'|-' * (columns - 1)}\n" + f"{'|a' * (columns - 1)}\n" * (lines - 2) + "\n"
    )


LIMITS: Final = {
    "marks": ("a* " * 9_000, "a* " * 11_000, "too-tangled"),
    "brackets": ("[a" * 900, "[a" * 1_200, "too-tangled"),
    "addresses": ("<https://a.b> " * 3_500, "<https://a.b> " * 4_500, "too-tangled"),
    "entities": ("&a " * 8_500, "&a " * 8_700, "too-tangled"),
    "ampersands": ("& " * 20_000, "& " * 20_001, "too-tangled"),
    "tags": ("<b " * 8_000, "<b " * 9_500, "too-tangled"),
    "entities in code": ("```\n" + "&" * 20_000, "```\n" + "&" * 20_001, "too-tangled"),
    "cells": (rows(100, 100), rows(100, 101), "too-tangled"),
    "cells in all": (rows(100, 50) * 2, rows(100, 51) * 2, "too-tangled"),
    "short rows": (
        rows(1_000, 2) + "a\n" * 5,
        "|a" * 999 + "\n" + "|-" * 999 + "\n" + "a\n" * 9,
        "too-tangled",
    ),
    "quotations": (">" * 58 + "a", ">" * 59 + "a", "nested-too-deep"),
    "elements": ("<b>" * 50 + "a", "<b>" * 51 + "a", "nested-too-deep"),
    "bytes": ("a " * ((262_144 - len(HEAD)) // 2), "a " * 131_072, "file-too-large"),
    "lines": ("\n" * 4_995, "\n" * 4_997, "file-too-large"),
    "lines that end in two signs": ("\r\n" * 4_995, "\r\n" * 4_997, "file-too-large"),
}
"""For each limit a text that is nearly as much, one that is a little more, and the code that refuses it."""


@pytest.mark.parametrize("name", LIMITS)
def test_each_limit_is_where_it_is(name: str) -> None:
    """Counts, not times: the same text is always read, or never."""
    fitting, larger, code = LIMITS[name]
    assert code not in {each.code for each in read(POST, (HEAD + fitting).encode())[0].diagnostics}
    document, markup = read(POST, (HEAD + larger).encode())
    assert code in {each.code for each in document.diagnostics}
    assert markup == "" or name not in ("marks", "entities in code")


def test_only_so_much_is_done_for_one_text() -> None:
    """The ids of an endless heading are short.

    Only the first broken anchors are told what may have been meant, and among so many.
    """
    document, _ = read(POST, (HEAD + f"# {'a' * 5_000}\n\n# what\n\n" + "[x](#whta) " * 30).encode())
    assert [len(each) for each in document.anchors] == [1_000, 200, 4]
    assert sum("did you mean" in each.hint for each in document.diagnostics) == 20
    far = "".join(f"# x{each}\n\n" for each in range(500)) + "# what\n\n[x](#whta)"
    assert not any("`#what`" in each.hint for each in read(POST, (HEAD + far).encode())[0].diagnostics)


def test_a_hundred_megabytes_are_not_read(tmp_path: Path) -> None:
    """The file is refused, and the build says so within the memory of a small one."""
    net = Records(tmp_path)
    net.text("network.yaml", title="N", address="https://example.org/")
    net.text("participants/rachna/profile.md", name="Rachna")
    content = net.write()
    (content / "participants/rachna/posts").mkdir()
    with (content / POST).open("wb") as file:
        file.truncate(100 * MEGABYTE)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    outcome = build(content, tmp_path / "site", tmp_path / "cache")
    assert [each.code for each in outcome.diagnostics] == ["file-too-large"]
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024 < PROMISED[1]


def test_ten_thousand_replies_one_below_the_other(tmp_path: Path) -> None:
    """The deepest thread is shown, on as many pages as it takes."""
    assert deep_thread(tmp_path, 2_000)


def deep_thread(folder: Path, depth: int) -> bool:
    """Return whether a thread as deep as this is built, its last reply with it."""
    net = Records(folder)
    net.text("network.yaml", title="N", address="https://example.org/")
    net.text("participants/ann/profile.md", name="Ann", consent="2018-01-01")
    net.text(
        "participants/ann/posts/2018-01-01-n0.md",
        "First.",
        title="First",
        date="2018-01-01",
        audience="public",
    )
    for each in range(1, depth + 1):
        net.text(
            f"participants/ann/replies/2018-01-01-n{each}.md",
            f"Reply{each}x.",
            date="2018-01-01",
            reply_to=f"ann/n{each - 1}",
            audience="public",
        )
    outcome = build(net.write(), folder / "site", folder / "cache", editions=("public",))
    last = f"Reply{depth}x.".encode()
    return outcome.written and any(
        last in path.read_bytes() for path in (folder / "site/public").rglob("index.html")
    )


def long(time: Time) -> Iterator[Figure]:
    """Every class at the size that is just read and at a megabyte, and the deep thread."""
    for kind, names in (("repeated", REPEATED), ("built", BUILT), ("settings", SETTINGS)):
        faults, worst, tried = [], Result(0.0, 0, []), 0
        for name in names:
            if not time.left:
                break
            for data in (text(name), text(name) * 5):
                result = measured(data)
                tried += 1
                worst = max(worst, result, key=lambda each: each.seconds)
                if result.died or result.seconds > PROMISED[0] or result.megabytes > PROMISED[1]:
                    faults.append(
                        f"{name}, {len(data):,} bytes: "
                        f"{result.died or f'{result.seconds:.2f} s, {result.megabytes} MB'}"
                    )
        yield Figure(f"{kind}: files of one class", tried, tuple(faults), f"slowest {worst.seconds:.2f} s")
    if time.left:
        with tempfile.TemporaryDirectory() as folder:
            yield Figure(
                "replies one below the other",
                10_000,
                () if deep_thread(Path(folder), 10_000) else ("the deepest reply is on no page",),
            )
