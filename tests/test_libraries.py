"""Libraries beyond what they promise: words, data, files and names that Enquiry relies on.

A newer release may change them within its promises. Then these tests say so, and name what relies on them.
"""

from __future__ import annotations

import gzip
import re

import msgspec
import pytest
import yaml
from jinja2.compiler import CodeGenerator
from markdown_it import MarkdownIt
from markupsafe import escape
from mdit_py_plugins.footnote import footnote_plugin

from generator.engine.search import pagefind
from generator.publish.escaping import escaped
from generator.publish.pages.search import FOLDER

COMPLAINTS = {
    "a: b\nc\nd: e": "could not find expected ':'",
    "a: [b\nc: d": "did not find expected ',' or ']'",
    "a: {b: c\nd: e": "did not find expected ',' or '}'",
    "a: ]": "did not find expected node content",
    "a: 'b": "found unexpected end of stream",
    "a: 'b\n---\nc'": "found unexpected document indicator",
    "a:\n  - b\n  c: d": "did not find expected '-' indicator",
    "a: b: c": "mapping values are not allowed in this context",
    "a: 'b' c": "did not find expected key",
    "a: - b": "block sequence entries are not allowed in this context",
    "a: | b": "did not find expected comment or line break",
    "a: @b": "found character that cannot start any token",
    "a: *": "did not find expected alphabetic or numeric character",
    "a: !b!c d": "found undefined tag handle",
}
"""Settings that can't be parsed, and libyaml's words, by which `source/yaml/hints.py` finds the slip."""


@pytest.mark.parametrize(("text", "words"), COMPLAINTS.items(), ids=COMPLAINTS.values())
def test_libyaml_complains_in_these_words(text: str, words: str) -> None:
    """In other words, a hint would be the general one."""
    with pytest.raises(yaml.MarkedYAMLError) as caught:
        list(yaml.parse(text, Loader=yaml.CSafeLoader))
    assert words in str(caught.value.problem)


def test_markdown_has_the_rules_that_are_replaced() -> None:
    """`source/markdown/` puts rules of its own in their places or before them."""
    rules = MarkdownIt("commonmark").enable("table").use(footnote_plugin).get_active_rules()
    assert {"normalize", "inline", "text_join", "footnote_tail"} <= set(rules["core"])
    assert {"table", "paragraph", "reference"} <= set(rules["block"])
    assert {"text", "autolink", "entity", "html_inline"} <= set(rules["inline"])


def test_jinja_compiles_by_the_methods_that_are_replaced() -> None:
    """`publish/templates.py` writes messages and attributes in a way of its own."""
    names = ("_output_child_pre", "visit_Getattr", "write_commons", "blockvisit", "visit_Template")
    assert all(callable(getattr(CodeGenerator, name, None)) for name in names)


def test_the_quick_escape_is_the_librarys() -> None:
    """`publish/escaping.py` takes it from below the library's own, where it is there."""
    assert escaped("""<a href="x">'&amp;'</a>""") == str(escape("""<a href="x">'&amp;'</a>"""))


def test_pagefind_lays_out_an_index_so() -> None:
    """`engine/search/pagefind.py` puts what is in the files in order, and names them anew."""
    record = {"url": "/a/", "content": "Words of a page", "language": "en", "filters": {"kind": ["Post"]}}
    files = pagefind.index(msgspec.json.encode(record) + b"\n", lambda _process: None)
    kinds = {re.sub(r"[0-9a-f]{7,}", "…", path.removeprefix(FOLDER)) for path in files}
    assert kinds == {
        "pagefind.js",
        "pagefind-entry.json",
        "pagefind.en_….pf_meta",
        "fragment/en_….pf_fragment",
        "index/en_….pf_index",
        "filter/en_….pf_filter",
        "wasm.en.pagefind",
    }
    packed = [data for path, data in files.items() if "_" in path]
    assert all(gzip.decompress(data).startswith(b"pagefind_dcd") for data in packed)
    assert msgspec.json.decode(files[f"{FOLDER}pagefind-entry.json"])["languages"]["en"]["page_count"] == 1
