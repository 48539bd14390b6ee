"""Texts that blogs have and nobody writes here: they come in as they were, and are no errors."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from generator.authoring.importing.plan import ReadPlan
from generator.authoring.importing.planning import Given
from generator.authoring.importing.wordpress import Import
from generator.engine.observer import silent
from generator.engine.options import Options
from generator.engine.pipeline import Build
from generator.model.diagnostics import errors
from tests.casefile import NETWORK
from tests.importing.exports import author, comment, export, item, written

UNFINISHED: Final = [
    "test",
    "TBC",
    "...",
    "Lorem ipsum dolor sit amet, consectetuer.",
    "Write your post here.",
]
"""Words that in a new file would stand for others."""
LIKE_COMMENTS: Final = ["<!— typo —>", "50 %% yes %%", "{{!-- x --}}", "{# x #}", "{% comment %}", "<!- x ->"]
UNSEEN: Final = [
    "<!-- a note -->",
    "&nbsp;",
    "\u00ad",
    "<!--nextpage-->",
    "<p></p>",
    "<o:p>&nbsp;</o:p>",
    "<a name='x'></a>",
    "[gallery]",
]
STRANGE: Final = [
    "<a href=' '>empty</a>",
    "<a href='http://[bad'>no address</a>",
    "<a href='javascript:alert(1)'>script</a>",
    "<a href='#nowhere'>nowhere</a>",
    "[x](y z.docx) ![p](pic.heic)",
    "[[wiki]] [TOC] {{ x }} [^a b] $$x$$ {: .class}",
    "---\ntitle: x\n---\nwords",
    "YYYY-MM-DD",
    "<b>" * 200 + "bold",
    "<blockquote>" * 30 + "deep",
    "( * _ `" * 300,
    "\u202eturned",
]


def test_all_come_in_without_an_error(tmp_path: Path) -> None:
    """Each as a post, with its first words as the title, as somebody's reply, and as that of a guest."""
    texts = [*UNFINISHED, *LIKE_COMMENTS, *UNSEEN, *STRANGE]
    items = [
        item(
            number,
            text[:60],
            text,
            by="bo",
            comments=[
                comment(number * 10, text, "Bo", "bo@school.example"),
                comment(number * 10 + 1, text, text[:40], "guest@school.example"),
            ],
        )
        for number, text in enumerate(texts, 1)
    ]
    people = [author("bo", "Bo Peep", "bo@school.example")]
    path = written(tmp_path, export(*items, address="https://b.example.org", authors=people))
    content = Path(shutil.copytree(NETWORK, tmp_path / "content"))
    options = Options(content, tmp_path / "site", tmp_path / ".cache", date="2018-04-01")
    work = Import(options, [path], "stl-2018", silent)
    outcome = work.accept(ReadPlan(work.plan("", Given()), "plan.yaml"), None)
    assert outcome.arrivals.written == {"post": len(texts), "reply": len(texts), "guest": len(texts)}
    assert not errors(Build(options).check())
    came = "".join(each.read_text() for each in content.rglob("*.md"))
    assert all(came.count(f"\n{each}\n") >= 3 for each in UNFINISHED if each != "...")
    empty = [note for _, note in outcome.arrivals.notes if note == "nothing: it has no text"]
    assert len(empty) == 3 * len(UNSEEN)
