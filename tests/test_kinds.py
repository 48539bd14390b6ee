"""Kinds of records: a new one is a folder, and settings of any shape go the common way."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from msgspec import Struct

from generator.model.audience import COHORT, FACILITATORS, PRIVATE, PUBLIC
from generator.publish.pages.search import NAMES
from generator.schema.kind import mapped, trimmed, values
from generator.subjects.registry import KINDS
from tests.support import ROOT, Records, surroundings

RESOURCE = '''"""Resources: what somebody recommends to others. `resources/<slug>.md`."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from generator.model.messages import N_
from generator.schema.kind import Kind
from generator.schema.reading import Reader
from generator.schema.shapes import Shape
from generator.schema.subject import Section, Subject
from generator.schema.values import link, listing, loose, text


class ResourceFields(Struct, frozen=True, array_like=True, tag="resource"):
    """The settings of a resource."""

    title: str
    url: str
    by: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    audience: str = ""


def _shape(audience: Reader[str]) -> Shape[ResourceFields]:
    return Shape(
        ResourceFields,
        {"title": text, "url": link("https", "http")},
        {"by": listing(loose, 50), "standards": listing(loose, 50), "audience": audience},
        name="a resource",
    )


RESOURCE: Final = Kind(
    "resource",
    "a resource",
    N_("Resource"),
    "resources",
    ResourceFields,
    _shape,
    references={"by": "person", "standards": "standard"},
    start=(("title", "{title}"), ("url", "https://example.org/")),
    body="Say what it is good for.",
)
SUBJECT: Final = Subject((RESOURCE,), Section("resources/", N_("Resources"), N_("What people recommend.")))
'''
"""The module of a made-up kind."""


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program to which one folder was added, with a network."""
    folder = tmp_path_factory.mktemp("extended")
    shutil.copytree(ROOT / "generator", folder / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "themes").symlink_to(ROOT / "themes")
    subject = folder / "generator" / "subjects" / "resources"
    subject.mkdir()
    (subject / "__init__.py").write_text("", encoding="utf-8")
    (subject / "kind.py").write_text(RESOURCE, encoding="utf-8")
    net = Records(folder)
    net.text("network.yaml", title="N", address="https://example.org/", standards=["own"])
    net.text("standards/own.yaml", elements=[{"id": "own.1", "title": "Listening"}])
    net.text("participants/ann/profile.md", name="Ann", consent="2018-01-01")
    net.text(
        "participants/ann/posts/2018-01-15-post.md",
        title="Post",
        date="2018-01-15",
        audience="public",
        standards=["own.1"],
        reflects_on=["resources/asking"],
    )
    net.text(
        "resources/asking.md",
        "Good for a start.",
        title="Asking",
        url="https://example.org/asking",
        by=["ann"],
        standards=["own.1"],
        audience="public",
    )
    net.write()
    return folder


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command of the copy."""
    return subprocess.run(
        [sys.executable, "-m", "generator", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=folder,
        env=surroundings(PYTHONPATH=str(folder)),
    )


def test_a_new_kind_is_a_folder(extended: Path) -> None:
    """It is read and checked, has a page and a list, stands in the menu, and can be found."""
    built = run(extended, "build", "--edition", "public", "--date", "2018-02-01")
    assert built.returncode == 0, built.stderr
    site = extended / "site" / "public"
    page = (site / "resources" / "asking" / "index.html").read_text(encoding="utf-8")
    for shown in (
        '<p class="kicker">Resource</p>',
        '<a href="https://example.org/asking">https://example.org/asking</a>',
        '<a href="../../participants/ann/">Ann</a>',
        "Listening</a>",
        "Good for a start.",
        'href="../../participants/ann/post/"',
        '<a href="../">Resources</a>',
    ):
        assert shown in page
    listed = (site / "resources" / "index.html").read_text(encoding="utf-8")
    assert '<a href="asking/">Asking</a>' in listed
    search = (site / "search" / "index.html").read_text(encoding="utf-8")
    assert '<option value="resource">Resource</option>' in search
    assert '<span class="note">What people recommend.</span>' in search


def test_a_new_kind_is_started_by_a_command(extended: Path) -> None:
    """As its description says."""
    made = run(extended, "new", "resource", "--title", "Waiting longer", "--set", "by=ann")
    assert made.returncode == 0, made.stderr
    text = (extended / "content" / "resources" / "waiting-longer.md").read_text(encoding="utf-8")
    assert "title: Waiting longer" in text and "url: https://example.org/" in text
    assert "Say what it is good for." in text
    assert "resource   Resource: resources/NAME.md\n" in run(extended, "kinds").stdout
    shown = run(extended, "kinds", "resource").stdout
    assert "title: TITLE\nurl: https://example.org/\n" in shown
    assert "Settings: title (needed), url (needed), by, standards, audience" in shown


def test_what_is_wrong_with_a_record_of_a_new_kind_is_told(extended: Path) -> None:
    """Missing settings, unknown references, and a page that is called like the section."""
    other = extended / "other"
    shutil.copytree(extended / "content", other / "content")
    net = Records(other)
    net.text("resources/asking.md", title="Asking", by=["anne"], audience="everybody")
    net.text("resources/telling.md", title="Telling", url="https://example.org/", by=["anne"])
    net.text("pages/resources.md", title="Our own")
    for path in net.texts:
        file = net.content / path
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(net.bytes_of(path))
    checked = run(extended, "check", "--content", str(other / "content"))
    assert checked.returncode == 1
    told = checked.stdout + checked.stderr
    for each in (
        "needs an `url`",
        "There is no participant “anne”",
        "an audience, so",
        "an address of the site's own",
    ):
        assert each in told, told


class Step(Struct, frozen=True):
    """A part of a part."""

    by: str = ""
    proof: tuple[str, ...] = ()
    audience: str = ""


class Aim(Struct, frozen=True):
    """A part with an audience of its own."""

    title: str
    audience: str = ""
    proof: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()


class Plan(Struct, frozen=True):
    """Settings with parts."""

    owner: str
    with_: tuple[str, ...] = ()
    aims: tuple[Aim, ...] = ()


def test_every_kind_can_be_found_by_settings_that_it_has() -> None:
    """A kind must have a name in the search, and say rightly where its words are.

    Otherwise it would be found by nobody, or stop the build.
    """
    for name, kind in KINDS.items():
        assert name in NAMES
        for setting in (*kind.searched, *filter(None, (kind.when,)), *kind.references, *kind.links):
            owner: object = kind.fields
            for part in setting.split("."):
                owner = _part(get_type_hints(owner)[part.replace("with", "with_")])
            assert owner is str, setting


def _part(hint: object) -> object:
    """Return the type that a list, or a setting that may be missing, holds."""
    return next((each for each in get_args(hint) if each not in (..., type(None))), hint)


PLAN = Plan(
    "ann",
    ("bea", "cal"),
    (
        Aim("One", "", ("a/x", "b/y"), (Step("bea", ("a/x",)), Step(audience="private"))),
        Aim("Two", "private", ("b/y",)),
        Aim("Three", "cohort"),
    ),
)


def test_values_are_found_at_any_depth_with_what_leads_to_them() -> None:
    """Lists on the way are gone through; what is empty is no value."""
    assert list(values(PLAN, "owner")) == [(("owner",), "ann")]
    assert list(values(PLAN, "with")) == [(("with", 0), "bea"), (("with", 1), "cal")]
    assert list(values(PLAN, "aims", "proof")) == [
        (("aims", 0, "proof", 0), "a/x"),
        (("aims", 0, "proof", 1), "b/y"),
        (("aims", 1, "proof", 0), "b/y"),
    ]
    assert list(values(PLAN, "aims", "steps", "by")) == [(("aims", 0, "steps", 0, "by"), "bea")]


def test_what_comes_to_be_empty_is_left_out() -> None:
    """Of lists; a single setting is empty from then on."""
    without = mapped(
        mapped(PLAN, lambda each: "" if each == "bea" else each, "with"),
        lambda each: "" if each == "b/y" else each.upper(),
        "aims",
        "proof",
    )
    assert without.with_ == ("cal",)
    assert [each.proof for each in without.aims] == [("A/X",), (), ()]
    assert mapped(PLAN, lambda _: "", "aims", "steps", "by").aims[0].steps == (
        Step("", ("a/x",)),
        Step(audience="private"),
    )
    assert mapped(PLAN, lambda _: "", "owner").owner == ""
    assert mapped(Plan(""), lambda each: f"not {each}", "owner").owner == "", (
        "what is not said is not changed"
    )


def test_a_part_is_shown_to_its_own_audience() -> None:
    """A private one to nobody, whoever else may read the record; a part of a part, too."""
    shown = {
        level: [each.title for each in trimmed(PLAN, level).aims]
        for level in (PRIVATE, FACILITATORS, COHORT, PUBLIC)
    }
    assert shown == {
        PRIVATE: ["One", "Three"],
        FACILITATORS: ["One", "Three"],
        COHORT: ["One", "Three"],
        PUBLIC: ["One"],
    }
    assert trimmed(PLAN, FACILITATORS).aims[0].steps == (Step("bea", ("a/x",)),)
