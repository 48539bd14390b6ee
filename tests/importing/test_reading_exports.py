"""The reader of WordPress exports: what WordPress really writes comes in, what is damaged has a place."""

from __future__ import annotations

import random
import re
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.authoring.files.writing import Refused
from generator.authoring.importing import decoding, wxr
from generator.authoring.importing.decoding import MOST_BYTES, Mended
from generator.authoring.importing.exports import Blog, Item
from generator.authoring.importing.wxr import MOST_DEPTH, read
from tests.importing.exports import HEAD, author, category, cdata, comment, export, item, written


def everything(path: Path) -> tuple[Blog, list[Item]]:
    """Read a whole export."""
    blog, *items = read(path)
    assert isinstance(blog, Blog)
    return blog, [each for each in items if isinstance(each, Item)]


def whole() -> str:
    """Return an export with something of everything."""
    return export(
        item(
            7,
            "What I tried",
            "<p>Words &amp; more…</p>",
            terms=[("category", "enquiry", "Enquiry"), ("post_tag", "slow", "Slow")],
            comments=[comment(3, "Yes, but", parent=2), comment(2, "Why?", "Emma", "emma@school.example")],
            meta=[("_thumbnail_id", "9"), ("_edit_lock", "1:1")],
            slug="what-i-tried",
        ),
        item(
            9, "A jotter", kind="attachment", attachment="https://blogs.example.org/rachna/files/jotter.jpg"
        ),
        categories=[category("enquiry", "Enquiry")],
    )


def test_a_blog_and_its_items_are_read(tmp_path: Path) -> None:
    """Also comments that stand before what they answer; what is of no use is not kept."""
    blog, items = everything(written(tmp_path, whole()))
    assert (blog.title, blog.address) == ("Rachna’s journey", "https://blogs.example.org/rachna")
    assert [(each.login, each.name) for each in blog.authors] == [("rachna", "Rachna Sengupta")]
    assert [(each.taxonomy, each.slug) for each in blog.terms] == [("category", "enquiry")]
    post, picture = items
    assert (post.id, post.title, post.content) == ("7", "What I tried", "<p>Words &amp; more…</p>")
    assert [(each.taxonomy, each.name) for each in post.terms] == [
        ("category", "Enquiry"),
        ("post_tag", "Slow"),
    ]
    assert [(each.id, each.parent, each.email) for each in post.comments] == [
        ("3", "2", ""),
        ("2", "", "emma@school.example"),
    ]
    assert post.meta == (("_thumbnail_id", "9"),)
    assert picture.attachment.endswith("jotter.jpg")


def test_what_wordpress_writes_against_the_rules_is_mended(tmp_path: Path) -> None:
    """Control characters go, and values in Windows' encoding amid UTF-8 keep their letters."""
    text = (
        export(item(1, "Caf~ and na\x0bve", "A naïve “idea”\x08 &#x1B;here")).encode().replace(b"~", b"\xe9")
    )
    path = tmp_path / "mixed.xml"
    path.write_bytes(text)
    mended = Mended()
    _, post = read(path, mended)
    assert isinstance(post, Item)
    assert (post.title, post.content) == ("Café and nave", "A naïve “idea” here")
    assert (mended.bytes, mended.controls) == (1, 3)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "windows-1252", "iso-8859-1"])
def test_other_encodings_are_read_as_the_file_says(tmp_path: Path, encoding: str) -> None:
    """By its first line, or by a mark in front of it."""
    path = tmp_path / "other.xml"
    path.write_bytes(export(item(1, "Café"), title="Ceòl").replace("UTF-8", encoding, 1).encode(encoding))
    assert everything(path)[1][0].title == "Café"


BAD = {
    "nothing": ("", ":1:1: "),
    "no XML": ("Dear all, here is my blog", ":1:1: "),
    "no export": ("<html><body/></html>", ":1:1: This is no export of WordPress"),
    "no channel": (whole().replace("channel>", "notachanneltag>"), "it has no `channel`"),
    "no version": (whole().replace("wp:wxr_version", "wp:other"), "it has no version"),
    "a strange version": (export(item(1, "One"), version="abc"), "it has no version"),
    "no prefix": (whole().replace("xmlns:wp=", "xmlns:other="), "damaged here"),
    "cut off": (whole()[:-30], "cut off"),
    "cut off in a word": (whole()[: whole().index("Yes, but") + 3], "cut off"),
    "mismatched": (whole().replace("</item>", "</itme>", 1), ":40:3: "),
    "entities": (
        whole().replace("<rss", '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss', 1),
        ":3:15: An export has no document type",
    ),
    "a file of the computer": (
        whole().replace("<rss", '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss', 1),
        "no document type",
    ),
    "deep": (
        HEAD + "<a>" * (MOST_DEPTH + 1),
        f"nested more than {MOST_DEPTH} deep",
    ),
    "one number twice": (
        export(item(1, "One"), item(1, "Other")),
        "There are two texts 1; the first is in line",
    ),
    "one comment twice": (
        export(item(1, "One", comments=[comment(2, "a"), comment(2, "b")])),
        "two comments 2",
    ),
    "a circle": (
        export(item(1, "One", comments=[comment(2, "a", parent=3), comment(3, "b", parent=2)])),
        "answers itself",
    ),
    "itself": (export(item(1, "One", comments=[comment(2, "a", parent=2)])), "The comment 2 answers itself"),
    "no number": (
        export(item(1, "One")).replace("<wp:post_id>1<", "<wp:post_id>one<"),
        "This item has no number",
    ),
    "too long": (export(item(1, "One", "ab " * 1_400_000)), "more than 4 MB"),
}


@pytest.mark.parametrize("name", BAD)
def test_damage_is_told_in_a_sentence_with_its_place(tmp_path: Path, name: str) -> None:
    """The place is the export's own, as an editor finds it."""
    text, says = BAD[name]
    path = written(tmp_path, text, "bad.xml")
    with pytest.raises(Refused, match=r"^bad\.xml:\d+:\d+: [A-Z][^\n]+\.$") as caught:
        list(read(path))
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (whole().encode("utf-16-le"), "no text in the encoding"),
        (whole().replace("UTF-8", "klingon", 1).encode(), "(klingon)"),
        (whole().replace("UTF-8", "ascii", 1).encode()[:-20] + b"\xff</rss>", "the byte 0xFF"),
        (export(item(1, "Caf@"), title="Blog").encode().replace(b"@", b"\xe9"), "the byte 0xE9"),
        (b"\xff\xfe" + whole().encode(), "damaged"),
        (b"PK\x03\x04" + bytes(range(256)), "no text"),
    ],
)
def test_a_file_in_another_encoding_than_it_says_is_refused(tmp_path: Path, data: bytes, says: str) -> None:
    """Its words could not be told."""
    path = tmp_path / "bad.xml"
    path.write_bytes(data)
    with pytest.raises(Refused, match=r"^bad\.xml:\d+:\d+: ") as caught:
        list(read(path))
    assert says in str(caught.value)


def test_a_hundred_exports_that_are_cut_off(tmp_path: Path) -> None:
    """Wherever that is, nothing but a sentence comes of it."""
    data = whole().encode()
    places = random.Random(1)
    path = tmp_path / "cut.xml"
    for _ in range(100):
        path.write_bytes(data[: places.randrange(len(data) - len(b"</rss>\n"))])
        with pytest.raises(Refused, match=r"^cut\.xml:\d+:\d+: .+\.$"):
            list(read(path))


def test_a_hundred_exports_that_are_damaged(tmp_path: Path) -> None:
    """Bytes are lost, doubled, exchanged: an export is read, or refused with a place."""
    data = whole().encode()
    dice = random.Random(2)
    path = tmp_path / "damaged.xml"
    for _ in range(100):
        broken = bytearray(data)
        for _ in range(dice.randrange(1, 4)):
            at = dice.randrange(len(broken))
            piece = bytes(broken[at : at + dice.randrange(1, 80)])
            swap = dice.choice(
                [b"", piece * 2, bytes(dice.randrange(256) for _ in range(3)), b"]]>", b"&x;", b"<"]
            )
            broken[at : at + len(piece)] = swap
        path.write_bytes(broken)
        said = ""
        try:
            list(read(path))
        except Refused as refused:
            said = str(refused)
        assert not said or re.match(r"damaged\.xml:\d+:\d+: [A-Z].+\.$", said), said


def test_a_very_large_file_is_not_read(tmp_path: Path) -> None:
    """Its size is looked at first."""
    path = tmp_path / "large.xml"
    with open(path, "wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(Refused, match=r"large\.xml:1:1: This export has 90 MB"):
        list(read(path))


def test_memory_does_not_grow_with_the_items(tmp_path: Path) -> None:
    """They are handed on one by one."""
    path = written(tmp_path, export(*(item(each, "One", "word " * 1000) for each in range(1, 400))))
    tracemalloc.start()
    try:
        count = sum(1 for _ in read(path))
        assert count == 400
        assert tracemalloc.get_traced_memory()[1] < path.stat().st_size / 2
    finally:
        tracemalloc.stop()
    assert author("a") and cdata("a]]>b") == "<![CDATA[a]]]]><![CDATA[>b]]>"


def test_an_encoding_that_is_another_than_it_says(tmp_path: Path) -> None:
    """A file that says that it is UTF-16, and is not, is refused with its place."""
    path = written(tmp_path, whole().replace('encoding="UTF-8"', 'encoding="UTF-16"'))
    with pytest.raises(Refused, match=r"^rachna\.xml:1:1: From here on this is no text in utf-16"):
        everything(path)


LONG = {
    "a comment": ("<!-- ", "-->"),
    "an instruction": ("<?php ", "?>"),
    "an attribute": ('<a b="', '"/>'),
    "a name": ("<", "/>"),
    "white space in a tag": ("<a ", "/>"),
    "the end of a tag": ("<a></a", ">"),
    "a value": ("<a>", "</a>"),
    "a quoted value": ("<a><![CDATA[", "]]></a>"),
    "a reference": ("<a>&", ";</a>"),
}


@pytest.mark.parametrize("name", LONG)
def test_what_does_not_end_is_refused_early(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """The parser looks through it anew with each piece of the file, so few pieces may go by."""
    begin, end = LONG[name]
    fill = " " if name.startswith(("white", "the end")) else "x"
    path = written(tmp_path, whole().replace("<item>", f"<item>{begin}{fill * 8_000_000}{end}", 1))
    taken = []
    pieces = decoding.text

    def counted(file: Path, mended: Mended) -> Iterator[str]:
        for piece in pieces(file, mended):
            taken.append(len(piece))
            yield piece

    monkeypatch.setattr(wxr, "text", counted)
    with pytest.raises(Refused, match=r"^rachna\.xml:1\d:\d+: [A-Z].+\.$"):
        list(read(path))
    in_one = name.endswith("value")
    assert sum(taken) < (4_200_000 if in_one else 1_300_000)


def test_a_comment_that_ends_is_read(tmp_path: Path) -> None:
    """Half a megabyte of it stands in nobody's way, and it does not count as that of the next one."""
    note = f"<!-- {'x' * 500_000} -->"
    path = written(tmp_path, whole().replace("<item>", note * 6 + "<item>", 1))
    assert len(everything(path)[1]) == 2
