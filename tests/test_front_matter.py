"""Front matter: one splitter for every shape of a file. Files put together read as what was put in."""

from __future__ import annotations

from typing import Any

import frontmatter
import pytest
from hypothesis import given, settings, strategies as st

from generator.authoring.files.references import relinked
from generator.source.characters import NOT_TEXT
from generator.source.front_matter import HANDLER, composed, decoded
from generator.source.reader import passages, read
from tests.support import SHAPES, examples

PATH = "participants/rachna/posts/2018-01-15-listening.md"
PLAIN = "---\ntitle: Listening\ndate: 2018-01-15\n---\n"
BODY = "Words, and [a link](gone.md).\n\n[Two](gone.md)\n"


@pytest.mark.parametrize("body", ["", BODY], ids=["empty", "body"])
@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_of_a_file_reads_alike(shape: str, body: str) -> None:
    """Settings, body and places are those of the plainest shape, but for the lines that a shape adds."""
    plain, shaped = (each.encode() for each in (PLAIN + body, SHAPES[shape](PLAIN + body)))
    (document, html), (other, other_html) = read(PATH, plain), read(PATH, shaped)
    assert document.fields == other.fields is not None
    assert html == other_html
    added = 2 if shape == "blank lines" else 0
    last = len(shaped.decode().splitlines()) + (shaped[-1:] in b"\r\n")
    assert [min(each.span.line + added, last) for each in document.diagnostics] == [
        each.span.line for each in other.diagnostics
    ]
    assert [(each.line + added, each.column) for each in document.links] == [
        (each.line, each.column) for each in other.links
    ]
    assert passages(PATH, shaped)[0].count("\n") == decoded(shaped).count("\n")


@pytest.mark.parametrize("shape", SHAPES)
def test_the_librarys_own_functions_read_every_shape(shape: str) -> None:
    """`frontmatter.loads` with the handler gives the settings as text and the body without its blanks."""
    post = frontmatter.loads(SHAPES[shape](PLAIN + BODY), handler=HANDLER)
    assert post.metadata == {"title": "Listening", "date": "2018-01-15"}
    assert decoded(post.content.encode()) == BODY.strip()
    assert HANDLER.detect(SHAPES[shape](PLAIN))


@pytest.mark.parametrize(
    "text", ["", "Words.\n", "\n---\na: b\n---\n", "---\na: b\n", "---\na: b\n----\n", "----\na: b\n---\n"]
)
def test_what_has_no_front_matter_is_left_whole(text: str) -> None:
    """Without two fences, the first of them in the first line, there are no settings."""
    assert HANDLER.find(text) is None
    assert not HANDLER.detect(text)
    with pytest.raises(ValueError, match="front matter"):
        HANDLER.split(text)


@pytest.mark.parametrize("shape", SHAPES)
def test_links_are_changed_where_they_stand(shape: str) -> None:
    """A link's place is found in the file as it is, whatever ends its lines; a picture keeps its words."""
    text = SHAPES[shape](PLAIN + BODY)
    document, _ = read(PATH, text.encode())
    target = "participants/rachna/posts/gone.md"
    moved, missed = relinked(PATH, text, document.links, {target: "participants/rachna/posts/here.md"})
    assert missed == []
    assert moved == text.replace("gone.md", "here.md")
    gone, missed = relinked(PATH, text, document.links, {target: ""})
    assert missed == []
    assert gone == text.replace("[a link](gone.md)", "a link").replace("[Two](gone.md)", "Two")


WORDS = st.text(min_size=1).filter(lambda each: not NOT_TEXT.search(each))
VALUES = st.recursive(
    WORDS,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3) | st.dictionaries(WORDS, inner, min_size=1, max_size=3)
    ),
    max_leaves=6,
)


@pytest.mark.slow
@settings(max_examples=examples(200), deadline=None)
@given(metadata=st.dictionaries(WORDS, VALUES, max_size=4), body=st.text(alphabet="a-. \n"))
def test_what_is_written_reads_as_it_was_meant(metadata: dict[str, Any], body: str) -> None:
    """Any words of a text at all, as a value or as a key, in lists and in mappings."""
    text = composed(metadata, body)
    parts = HANDLER.find(text)
    assert parts is not None
    assert HANDLER.load(text[parts.start : parts.end]) == metadata
    assert text[parts.body :].removeprefix("\n") == body.removeprefix("\n")
    assert all(line[:3] not in ("---", "...") for line in text[parts.start : parts.end].split("\n"))


def test_what_has_no_value_is_not_written() -> None:
    """Empty words and lists, and nothing at all."""
    assert composed(
        {"title": "No", "date": "2018-01-15", "with": [], "summary": "", "page": False, "page2": True}, ""
    ) == ('---\ntitle: "No"\ndate: 2018-01-15\npage2: true\n---\n')
