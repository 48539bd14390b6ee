"""Edits of settings that a person wrote: what the edit does not touch stays byte for byte as it is."""

from __future__ import annotations

from random import Random

import pytest

from generator.authoring.files.round_trip import Edit
from generator.authoring.files.settings import appended, edited, put, removed, replaced

COHORT = """\
# The first of them
---
title:   'One'      # a title
starts: 2018-01-08
number: 3.10
active: no
nothing: null
left:
text: |
  # not a comment

   indented
members:
    emma: facilitator
    # came late
    mary: {role: participant,school: "The Old Mill"}   # with a school
    tom: participant   # alone

# What they show
showcase:
- post: mary/one
  why: >-
    Because it
    is short.
# and one more
- post: emma/alone
  why:   It stands
      alone.
focus: [a,  "b", c]   # all three
"""
CASES: dict[str, tuple[Edit, tuple[tuple[str, str], ...]]] = {
    "a member": (
        removed("members", "mary"),
        (('    mary: {role: participant,school: "The Old Mill"}   # with a school\n', ""),),
    ),
    "the last member": (removed("members", "tom"), (("    tom: participant   # alone\n", ""),)),
    "a pick": (
        removed("showcase", "mary/one"),
        (("- post: mary/one\n  why: >-\n    Because it\n    is short.\n", ""),),
    ),
    "the last pick": (
        removed("showcase", "emma/alone"),
        (("- post: emma/alone\n  why:   It stands\n      alone.\n", ""),),
    ),
    "a word in brackets": (removed("focus", "b"), (('[a,  "b", c]', "[a, c]"),)),
    "all of a block": (removed("text"), (("text: |\n  # not a comment\n\n   indented\n", ""),)),
    "a value in quotes": (replaced("null", "title"), (("'One'", '"null"'), ("title:   ", "title: "))),
    "no value": (put("there", "left"), (("left:", "left: there"),)),
    "one more member": (
        put("tutor", "members", "ann"),
        (("    tom: participant   # alone\n", "    tom: participant   # alone\n    ann: tutor\n"),),
    ),
    "one behind another": (
        put(["x", {"y": "z: z", "w": "3.10"}], "more", after="starts"),
        (("01-08\n", '01-08\nmore: [x, {y: "z: z", w: "3.10"}]\n'),),
    ),
    "one before all": (put("cohort", "audience", after=""), (("title:", "audience: cohort\ntitle:"),)),
}


@pytest.mark.slow
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "marked"])
@pytest.mark.parametrize("what", CASES)
def test_an_edit_changes_its_own_lines_alone(what: str, mark: str, end: str) -> None:
    """In a file of YAML and in front matter, whatever ends the lines; the last one may end with the file."""
    edit, differences = CASES[what]
    expected = COHORT
    for old, new in differences:
        assert expected.count(old) == 1, old
        expected = expected.replace(old, new)
    text, expected = (mark + each.replace("\n", end) for each in (COHORT, expected))
    found = edited("cohorts/one.yaml", text, edit)
    assert found is not None and found.text == expected and not found.note
    bare = edited("cohorts/one.yaml", text.removesuffix(end), edit)
    assert bare is not None and bare.text.removesuffix(end) == expected.removesuffix(end)
    post = f"{mark}---{end}title: T  {end}# ours{end}members: [mary, tom]{end}---{end}# Words{end}  "
    shorter = edited("participants/a/posts/b.md", post, removed("members", "mary"))
    assert shorter is not None and shorter.text == post.replace("mary, ", "")


def test_lines_that_are_joined_with_the_edited_one_are_counted() -> None:
    """A list in brackets over several lines is written on one; whoever asked for the edit is told."""
    found = edited(
        "x.yaml", "a: 1\nmembers: {\n  tom: tutor,\n  emma: tutor,\n}\nb:   2\n", removed("members", "tom")
    )
    assert found is not None and found.text == "a: 1\nmembers: {emma: tutor}\nb:   2\n" and found.note


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        ("title: One\n", removed("members", "tom")),
        ("title: [One]\n", replaced("Two", "title")),
        ("title: One\ntitle: Two\n", replaced("Three", "title")),
        ("title: [One\n", replaced("Two", "title")),
        ("- title\n", put("One", "title")),
        ("accepted: yes\n", appended([{"file": "a"}], "accepted")),
    ],
)
def test_what_can_not_be_edited_is_not(text: str, edit: Edit) -> None:
    """A setting that is not there, a value of another shape, settings that can't be read."""
    assert edited("x.yaml", text, edit) is None


VALUES = (
    "word",
    "3.10",
    "no",
    "",
    "'it''s'",
    '"a: b"',
    "[x,  y, z]",
    "{x: 1,y: two}",
    "two words",
    "2018-01-08",
)


def _some_settings(chance: Random, depth: int = 0) -> list[str]:
    """Return lines of settings in any of the ways in which they may be written."""
    lines: list[str] = []
    for name in chance.sample("abcdefgh", chance.randint(1, 5)):
        lines += [[], [], [""], ["# above"], ["  # deeper"]][chance.randint(0, 4)]
        gap, comment = " " * chance.randint(1, 3), chance.choice(["", "", " # why", "   # so"])
        how = chance.randint(0, 7 if depth < 2 else 4)
        if how > 5:
            inner = _some_settings(chance, depth + 1)
            lines += [f"{name}:{comment}", *(f"  {each}" if each else each for each in inner)]
        elif how > 4:
            lines.append(f"{name}:")
            for _ in range(chance.randint(1, 3)):
                told = [
                    each for each in _some_settings(chance, depth + 1) if each.strip(" ")[:1] not in ("", "#")
                ]
                lines += [f"  {'  ' if row else '- '}{each}" for row, each in enumerate(told)]
        elif how > 3:
            lines += [f"{name}:{gap}|{comment}", "  some", "", "  # words"]
        else:
            value = chance.choice(VALUES)
            lines.append(f"{name}:{gap if value else ''}{value}{comment}")
    return lines


@pytest.mark.parametrize("seed", range(60))
def test_lines_that_are_not_edited_are_as_they_were(seed: int) -> None:
    """Whatever else a file holds, a removed setting takes its own lines along and no other one."""
    chance = Random(seed)
    lines = _some_settings(chance)
    mine = chance.choice(
        [
            ["zz: one"],
            ["zz:", "  - one", "  - {two: three}"],
            ["zz: |", "  # one", "", "  two"],
            ['zz:   "o: n"  # e'],
        ]
    )
    place = chance.choice([index for index, each in enumerate(lines) if each[:1].isalpha()])
    before, after = lines[:place], lines[place:]
    found = edited("x.yaml", "\n".join([*before, *mine, *after, ""]), removed("zz"))
    assert found is not None and not found.rewritten
    assert found.text == "\n".join([*before, *after, ""])
    back = edited("x.yaml", found.text, put("one", "zz"))
    assert back is not None and not back.rewritten
    assert [each for each in back.text.splitlines() if each != "zz: one"] == [*before, *after]
