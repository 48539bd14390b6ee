"""The text of a file that is saved in a form: what nobody changed keeps its spelling."""

from __future__ import annotations

import json
import re
import subprocess

import pytest

from tests.editor_texts import TEXTS
from tests.support import ROOT

SCRIPT = ROOT / "themes/default/editor/text.js"
RUN = """
globalThis.window = globalThis; globalThis.document = {addEventListener() {}};
require('vm').runInThisContext(require('fs').readFileSync(process.argv[1], 'utf8'));
const asked = JSON.parse(require('fs').readFileSync(0, 'utf8'));
console.log(JSON.stringify(asked.map(each => enquiryText[each.shift()](...each))));
"""


def merged(*asked: tuple[str, str, str], by: str = "merged") -> list[str]:
    """Return what is saved, of what a file has, what the editor made of it, and what it gives back."""
    done = subprocess.run(
        ["node", "-e", RUN, str(SCRIPT)],
        input=json.dumps([(by, *each) for each in asked]),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: list[str] = json.loads(done.stdout)
    return found


@pytest.mark.node
def test_a_text_that_nobody_changed_is_kept_byte_for_byte() -> None:
    """Emphasis, marks of lists, headings, breaks, references, comments, footnotes, tables and fences."""
    assert sum(written != made for written, made in TEXTS) > 20
    asked = [(written, made, made) for written, made in TEXTS]
    assert merged(*asked) == [written for written, _ in TEXTS]
    for before, after in (("", "\n\nA new end."), ("A new beginning.\n\n", "")):
        asked = [(written, made, f"{before}{made}{after}") for written, made in TEXTS]
        assert merged(*asked) == [f"{before}{written}{after}" for written, _ in TEXTS]


@pytest.mark.node
def test_a_changed_paragraph_leaves_all_others_as_they_are() -> None:
    """Wherever it is, and where one goes away."""
    written, made = ("\n\n".join(each[side] for each in TEXTS) for side in (0, 1))
    paragraphs = re.split(r"\n(?:[ \t]*\n)+", written)
    pieces = made.split("\n\n")
    others = [[*pieces[:number], f"{each} now", *pieces[number + 1 :]] for number, each in enumerate(pieces)]
    without = [[*pieces[:number], *pieces[number + 1 :]] for number in range(len(pieces))]
    found = merged(*((written, made, "\n\n".join(each)) for each in (*others, *without)))
    for number, text in enumerate(found):
        assert len([each for each in paragraphs if each not in text]) <= 2, pieces[number % len(pieces)]
        assert number >= len(pieces) or " now" in text


@pytest.mark.node
def test_a_line_of_a_table_or_a_list_leaves_the_others_as_they_are() -> None:
    """The editor would align the columns anew and number the entries anew."""
    table = "| a | b |\n|:--|--:|\n| *x* | y |\n| z | w |"
    made = "| a | b |\n| --- | --- |\n| *x* | y |\n| z | w |"
    steps = "* *one*\n* two\n* three"
    made_steps = "* _one_\n* two\n* three"
    assert merged(
        (table, made, made.replace("| z | w |", "| z | new |\n| 5 | 6 |")),
        (steps, made_steps, made_steps.replace("two", "2").replace("\n* three", "")),
    ) == [table.replace("| z | w |", "| z | new |\n| 5 | 6 |"), "* *one*\n* 2"]


@pytest.mark.node
def test_changed_settings_keep_their_comments_and_the_spelling_of_other_lines() -> None:
    """A list of standards, of which one is taken out and one comes in."""
    settings = "standards:\n# which\n- a.one  # why\n# two\n- a.two\n- 'a.three'\n"
    made = "standards:\n- a.one\n- a.two\n- a.three\n"
    assert merged(
        (settings, made, made.replace("- a.three", "- a.four")),
        (settings, made, made.replace("- a.one\n", "")),
        by="lines",
    ) == [settings.replace("'a.three'", "a.four"), settings.replace("- a.one  # why\n", "")]


@pytest.mark.node
def test_a_long_text_is_merged_in_a_moment() -> None:
    """Of 2,400 paragraphs, the first and the last are changed."""
    made = "\n\n".join(f"_Paragraph_ {number}." for number in range(2400))
    written = made.replace("_", "*")
    assert merged((written, made, f"New.\n\n{made} And more.")) == [
        f"New.\n\n{written}".replace("*Paragraph* 2399.", "_Paragraph_ 2399. And more.")
    ]
