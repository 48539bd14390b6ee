"""Promises about what GitHub adds to Markdown: what it renders is not shown raw here."""

from __future__ import annotations

import pytest

from tests.test_reading import codes, shown


@pytest.mark.parametrize("kind", ["Note", "Tip", "Important", "Warning", "Caution"])
def test_an_alert_is_a_note_with_a_name(kind: str) -> None:
    """It is announced as a note, and says in words of what kind it is; the case of its mark is all one."""
    expected = (
        f'<div class="markdown-alert markdown-alert-{kind.lower()}" role="note">\n'
        f'<p class="markdown-alert-title">{kind}</p>\n<p>One <em>two</em></p>\n<p>three</p>\n</div>\n'
    )
    for written in (kind, kind.upper(), kind.lower()):
        assert shown(f"> [!{written}]\n> One *two*\n>\n> three\n") == expected


@pytest.mark.parametrize(
    "written", ["> [!NOTE] One", "> [!OTHER]\n> One", "[!NOTE]\nOne", "> `[!NOTE]`\n> One"]
)
def test_other_quotations_stay_quotations(written: str) -> None:
    """As on GitHub."""
    assert "markdown-alert" not in shown(written)


def test_tildes() -> None:
    """One tilde or two, on both sides alike."""
    assert shown("~one~ ~~two~~ ~~~three~~~ ~~four~") == "<p><s>one</s> <s>two</s> ~~~three~~~ ~~four~</p>\n"


def test_a_diagram_is_shown_as_code_and_said_so() -> None:
    """And any other code is just code."""
    assert shown("```mermaid\ngraph TD;\n```") == '<pre tabindex="0"><code>graph TD;\n</code></pre>\n'
    assert codes("```mermaid\ngraph TD;\n```") == ["diagram-as-code"]
    assert not codes("```python\nx\n```")
