"""The two blogs of the guide's page on moving in, which answer each other."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

from tests.importing.exports import author, comment, export, item, written
from tests.support import surroundings

PLAN: Final = "enquiry import wordpress morag.xml iain.xml --cohort stl-2018 --to plan.yaml"
ACCEPT: Final = "enquiry import wordpress morag.xml iain.xml --cohort stl-2018 --accept plan.yaml"
_HOME: Final = "https://blogs.example.org/"


def with_exports(content: Path) -> None:
    """Morag and Iain export their blogs."""
    morag = export(
        item(
            3,
            "What I heard",
            "For ten minutes I said nothing.\n\nThen <em>she</em> asked me what I thought.",
            by="morag",
            link=f"{_HOME}morag/2018/02/06/what-i-heard/",
            slug="what-i-heard",
            date="2018-02-06 17:10:00",
            terms=[
                ("category", "pp", "Professional Practice"),
                ("post_tag", "leading", "Leading in context"),
            ],
            comments=[
                comment(12, "What did you think?", "Iain", "iain@school.example", date="2018-02-07 08:00:00"),
                comment(13, "That she knew.", "Morag", parent=12, user=5, date="2018-02-07 16:00:00"),
                comment(14, "Then why ask?", "I. Bell", "bell@home.example", 13, date="2018-02-08 21:00:00"),
                comment(15, "Cheap flights", "Flights", approved="spam", date="2018-02-09 03:00:00"),
            ],
        ),
        item(4, "For the next time", "Not ready.", by="morag", status="draft", date="2018-02-20 12:00:00"),
        address=f"{_HOME}morag",
        title="Morag’s journal",
        authors=[author("morag", "Morag Reid", "morag@school.example")],
    )
    iain = export(
        item(
            3,
            "After Morag’s ten minutes",
            f'I read <a href="{_HOME}morag/?p=3">what she heard</a> and tried it.\n\n'
            f'[audio mp3="{_HOME}iain/a.mp3"]',
            by="iain",
            link=f"{_HOME}iain/2018/02/09/after/",
            slug="after",
            date="2018-02-09 17:00:00",
        ),
        address=f"{_HOME}iain",
        title="Iain writes",
        authors=[author("iain", "Iain Bell", "iain@school.example")],
    )
    written(content.parent, morag, "morag.xml")
    written(content.parent, iain, "iain.xml")


def with_plan(content: Path) -> None:
    """They make a plan, and say who “I. Bell” is."""
    with_exports(content)
    arguments = [sys.executable, "-m", "generator", *PLAN.split()[1:]]
    subprocess.run(arguments, cwd=content.parent, env=surroundings(), check=True, capture_output=True)
    plan = content.parent / "plan.yaml"
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace("person: guest", "person: iain-bell", 1), encoding="utf-8")
