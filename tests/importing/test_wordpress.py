"""Blogs of WordPress are brought in: a plan, then threads, links, pictures and people, or nothing at all."""

from __future__ import annotations

import os
import re
import shutil
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from defusedxml import ElementTree

from generator.authoring.files.writing import Refused
from generator.authoring.importing import installing, report
from generator.authoring.importing.addresses import Aliases
from generator.authoring.importing.index import Index
from generator.authoring.importing.installing import FOLDER, Stage
from generator.authoring.importing.plan import read_plan
from generator.authoring.importing.planning import Given
from generator.authoring.importing.survey import survey
from generator.authoring.importing.wordpress import Import
from generator.commands.main import main
from generator.engine.observer import silent
from generator.engine.options import Options
from generator.engine.pipeline import Build
from generator.model.diagnostics import errors
from generator.source.yaml.dumper import dump
from tests.casefile import NETWORK, ROOT
from tests.importing import moving_in
from tests.importing.exports import author, category, comment, export, item, written
from tests.support import picture

BLOGS = "https://www.blogs.example.org/"
EMMA = "emma@school.example"


def rachna() -> str:
    """Return the first of two blogs that answer each other."""
    text = (
        '<p>See <a href="http://blogs.example.org/emma/2018/01/16/whose/#comment-5">what I said</a>, '
        '<a href="/rachna/?p=8">my draft</a> and <a href="https://blogs.example.org/emma/">her blog</a>.</p>'
        '<img src="https://blogs.example.org/rachna/files/2018/01/jotter-300x200.jpg" alt="A jotter">'
    )
    return export(
        item(
            7,
            "What does teacher leadership mean to me?",
            text,
            link=f"{BLOGS}rachna/2018/01/15/leadership/",
            slug="leadership",
            terms=[("category", "enquiry", "Enquiry and Research"), ("post_tag", "exploring", "Exploring")],
            comments=[
                comment(3, "And again.", "Rachna", parent=2, user=6),
                comment(2, "Why <b>that</b>?\nTell me.", "Emma", EMMA, date="2018-01-16 08:00:00"),
                comment(4, "A parent writes.", "jo@home.example", "jo@home.example", parent=3),
                comment(5, "Cheap pills", approved="spam"),
                comment(6, "[…] see Rachna […]", "Whose", kind="pingback", url=f"{BLOGS}emma/?p=7"),
                comment(8, "Below spam.", "Emma", EMMA, parent=5),
            ],
        ),
        item(8, "Later", "Not yet.", status="draft", date="0000-00-00 00:00:00"),
        item(9, "Mine", "Only for me.", status="private"),
        item(10, "Locked", "Behind a word.", password="word"),
        item(11, "Gone", "In the bin.", status="trash"),
        item(12, "About me", "I teach.", kind="page", link=f"{BLOGS}rachna/about-me/"),
        item(13, "Menu", kind="nav_menu_item"),
        item(14, "jotter", kind="attachment", attachment=f"{BLOGS}rachna/files/2018/01/jotter.jpg", parent=7),
        item(15, "other", kind="attachment", attachment=f"{BLOGS}rachna/files/2018/01/other.pdf"),
        authors=[author("rachna", "Rachna Sengupta", "rachna@school.example")],
        categories=[category("enquiry", "Enquiry and Research")],
    )


def emma() -> str:
    """Return the second, whose writer has no folder yet."""
    return export(
        item(
            7,
            "Whose question?",
            "I asked.\n\nhttps://youtu.be/abcdefg",
            by="emma.m",
            link=f"{BLOGS}emma/2018/01/16/whose/",
            slug="whose",
            comments=[comment(5, "Mine, I think.", "Rachna S", "RACHNA@school.example")],
        ),
        address="https://blogs.example.org/emma",
        authors=[author("emma.m", "Emma Mackenzie", EMMA)],
    )


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a small network and the exports of two blogs."""
    shutil.copytree(NETWORK, tmp_path / "content")
    shutil.rmtree(tmp_path / "content" / "participants" / "emma", ignore_errors=True)
    cohort = tmp_path / "content" / "cohorts" / "stl-2018.yaml"
    cohort.write_text(re.sub(r"^  emma:.*\n", "", cohort.read_text(), flags=re.MULTILINE))
    written(tmp_path, rachna(), "rachna.xml")
    written(tmp_path, emma(), "emma.xml")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def enquiry(*arguments: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, arguments)


def bring(*more: str, exports: tuple[str, ...] = ("rachna.xml", "emma.xml")) -> Result:
    """Run the import of the exports."""
    return enquiry("import", "wordpress", *exports, "--cohort", "stl-2018", *more)


def files(folder: Path) -> dict[str, str]:
    """Return every file of the content folder as text."""
    content = folder / "content"
    return {
        each.relative_to(content).as_posix(): each.read_bytes().decode(errors="replace")
        for each in sorted(content.rglob("*"))
        if each.is_file()
    }


def new(folder: Path, before: dict[str, str]) -> dict[str, str]:
    """Return the files that are not as they were."""
    return {path: text for path, text in files(folder).items() if before.get(path) != text}


def test_two_blogs_that_answer_each_other(folder: Path) -> None:
    """They come in with their threads, for whom the plan says, and no address of anybody."""
    (folder / "uploads" / "2018" / "01").mkdir(parents=True)
    (folder / "uploads" / "2018" / "01" / "jotter.jpg").write_bytes(picture("JPEG"))
    before = files(folder)
    shown = bring("--to", "plan.yaml")
    assert shown.exit_code == 0, shown.output
    assert files(folder) == before
    plan = (folder / "plan.yaml").read_text()
    assert "school.example" not in plan and "home.example" not in plan
    done = bring("--accept", "plan.yaml", "--media", "uploads")
    assert done.exit_code == 0, done.output
    came = new(folder, before)
    whole = "".join(came.values()) + plan + shown.output + done.output
    assert not re.search(r"203\.0\.113|school\.example|home\.example", whole)
    post = came["participants/rachna/posts/2018-01-15-leadership.md"]
    assert "\nstandards: [clpl-2012.enquiry-and-research]\n" in post
    assert "\nprompt: what-is-leadership\n" in post
    assert "\naliases: [/rachna/2018/01/15/leadership/]\n" in post and "\naudience:" not in post
    assert (
        "See [what I said](../replies/2018-01-20-to-whose.md), [my draft](2018-03-02-later.md) and "
        "[her blog](../../emma-mackenzie/profile.md).\n\n![A jotter](jotter.jpg)\n"
    ) in post
    assert (folder / "content/participants/rachna/posts/jotter.jpg").read_bytes() == picture("JPEG")
    assert "[What does" in came["participants/emma-mackenzie/posts/2018-01-15-whose.md"]
    replies = {path: re.findall(r"^reply_to: (.*)$", text, re.MULTILINE) for path, text in came.items()}
    assert {path: found[0] for path, found in replies.items() if found} == {
        "participants/emma-mackenzie/replies/2018-01-16-to-leadership.md": "rachna/leadership",
        "participants/emma-mackenzie/replies/2018-01-20-to-leadership-2.md": "rachna/leadership",
        "participants/rachna/replies/2018-01-20-to-leadership.md": "emma-mackenzie/to-leadership",
        "participants/rachna/replies/2018-01-20-to-whose.md": "emma-mackenzie/whose",
        "guests/jo.md": "rachna/to-leadership",
    }
    assert (
        "Why **that**?\\\nTell me.\n"
        in came["participants/emma-mackenzie/replies/2018-01-16-to-leadership.md"]
    )
    assert "name: jo\n" in came["guests/jo.md"] and "consent" not in came["guests/jo.md"]
    assert "emma-mackenzie: participant\n" in came["cohorts/stl-2018.yaml"]
    assert "aliases: [/emma/]" in came["participants/emma-mackenzie/profile.md"]
    assert not errors(Build(options(folder)).check())


def options(folder: Path) -> Options:
    """Return the options of a build."""
    return Options(folder / "content", folder / "site", folder / ".cache", date="2018-04-01")


def test_nothing_is_more_public_than_it_was(folder: Path) -> None:
    """A text that was private, behind a password or not published is its writer's alone."""
    before = files(folder)
    bring("--to", "plan.yaml")
    done = bring("--accept", "plan.yaml")
    private = sorted(path for path, text in new(folder, before).items() if "\naudience: private\n" in text)
    assert private == [
        "participants/rachna/posts/2018-01-15-locked.md",
        "participants/rachna/posts/2018-01-15-mine.md",
    ]
    assert "\ndraft: true\n" in new(folder, before)["participants/rachna/posts/2018-03-02-later.md"]
    assert "  1 text in the bin, or an earlier version\n" in done.output
    assert "  1 comment that was not approved, or spam\n" in done.output
    assert "Pingbacks:\n  1 link\n" in done.output
    assert "2018/01/jotter-300x200.jpg: participants/rachna/posts/2018-01-15-leadership.md" in done.output
    assert (
        "Files to which no text refers:\n  https://www.blogs.example.org/rachna/files/2018/01/other.pdf"
        in done.output
    )


def test_a_plan_is_edited_and_keeps_its_answers(folder: Path) -> None:
    """Made anew, it gets only what is new; answers that name nothing are refused with their place."""
    bring("--to", "plan.yaml", exports=("rachna.xml",))
    plan = folder / "plan.yaml"
    edited = plan.read_text().replace("person: guest, name: Emma", "person: nobody, name: Emma")
    edited = re.sub(r"(rachna\?p=12, audience: )cohort", r"\1facilitators", edited)
    assert edited != plan.read_text()
    plan.write_text(edited)
    assert "nothing is new" in bring("--to", "plan.yaml", exports=("rachna.xml",)).output
    assert plan.read_text() == edited
    assert "says nothing of blogs.example.org/emma?p=7" in bring("--accept", "plan.yaml").output
    assert "what is new was added" in bring("--to", "plan.yaml").output
    found = read_plan(plan).plan
    assert [each.person for each in found.commenters] == ["nobody", "guest"]
    kept = plan.read_text()
    plan.write_text(re.sub(r"means: \[[^]]*\]", "means: [zzz]", kept, count=1))
    said = bring("--accept", "plan.yaml").output
    assert "There is no “zzz” here. Name a standard (`enquiry standards WORD` finds its id)" in said
    plan.write_text(kept)
    plan.write_text(plan.read_text().replace("person: rachna", "person: rachnna", 1))
    wrong = bring("--accept", "plan.yaml")
    assert re.search(
        r"plan\.yaml:\d+:\d+: There is no participant “rachnna”. Did you mean `rachna`\?", wrong.output
    )
    plan.write_text(
        plan.read_text().replace("rachnna", "rachna").replace("audience: facilitators", "audience: all")
    )
    assert "plan.yaml:" in bring("--accept", "plan.yaml").output


def test_a_second_export_adds_what_is_new(folder: Path) -> None:
    """A text that somebody has edited since stays as it is, and is named; others are brought up to date."""
    bring("--to", "plan.yaml")
    assert bring("--accept", "plan.yaml").exit_code == 0
    first = files(folder)
    again = bring("--accept", "plan.yaml")
    assert "Brought in: nothing new." in again.output and files(folder) == first
    mine = folder / "content/participants/rachna/posts/2018-01-15-mine.md"
    mine.write_text(mine.read_text().replace("Only for me.", "For nobody else."))
    locked = folder / "content/participants/rachna/posts/2018-01-15-locked.md"
    kept = files(folder)
    later = rachna().replace("Only for me.", "Only me.").replace("Behind a word.", "Behind a lock.")
    written(folder, later.replace("</channel>", item(20, "New", "Fresh.") + "</channel>"), "rachna.xml")
    assert "says nothing of blogs.example.org/rachna?p=20" in bring("--accept", "plan.yaml").output
    bring("--to", "plan.yaml")
    done = bring("--accept", "plan.yaml")
    assert "Brought in: 1 post." in done.output
    assert (
        "edited here, so left as they are:\n  content/participants/rachna/posts/2018-01-15-mine.md"
        in done.output
    )
    assert sorted(new(folder, kept)) == [
        "participants/rachna/posts/2018-01-15-locked.md",
        "participants/rachna/posts/2018-01-15-new.md",
    ]
    assert "Behind a lock." in locked.read_text() and "For nobody else." in mine.read_text()


def test_what_was_published_since_the_first_export_is_no_draft(folder: Path) -> None:
    """The day of a plan is that of the newest export; an earlier one stays where nothing is new."""
    bring("--to", "plan.yaml")
    plan = folder / "plan.yaml"
    assert read_plan(plan).plan.as_of < "2018-03-12"
    before = plan.read_text()
    assert "nothing is new" in bring("--to", "plan.yaml", "--as-of", "2018-03-20").output
    assert plan.read_text() == before
    fresh = item(20, "New", "Fresh.", date="2018-03-12 10:00:00")
    planned = item(21, "Soon", "Fresh.", date="2018-04-01 10:00:00")
    written(folder, rachna().replace("</channel>", fresh + planned + "</channel>"), "rachna.xml")
    assert "what is new was added" in bring("--to", "plan.yaml", "--as-of", "2018-03-20").output
    found = read_plan(plan).plan
    assert found.as_of == "2018-03-20"
    assert {each.title: each.audience for each in found.posts[-2:]} == {"New": "cohort", "Soon": "draft"}


@pytest.mark.parametrize(
    ("path", "its_own", "another"),
    [
        (
            "participants/rachna/posts/2018-01-15-mine.md",
            "participants/rachna/mine",
            "participants/emma/mine",
        ),
        ("participants/rachna/profile.md", "participants/rachna", "participants/emma"),
        ("pages/about.md", "about", "standards/about"),
    ],
)
def test_an_old_address_that_is_the_new_one_is_kept(path: str, its_own: str, another: str) -> None:
    """It needs no redirection, and nobody is told that it can't be had; others of such places are named."""
    aliases = Aliases({}, Index(), lambda *_: False)
    assert aliases.of(f"https://example.org/{its_own}/", path) == "" and not aliases.dropped
    assert aliases.of(f"https://example.org/{another}/", path) == ""
    assert [*aliases.dropped] == [f"https://example.org/{another}/"]
    assert aliases.of("https://example.org/2018/01/mine/", path) == "/2018/01/mine/"


def test_the_plan_that_the_guide_shows(folder: Path) -> None:
    """Its lines are those that the command writes."""
    moving_in.with_exports(folder / "content")
    assert enquiry(*moving_in.PLAN.split()[1:]).exit_code == 0
    plan = (folder / "plan.yaml").read_text()
    shown = re.findall(r"^  ( +- \{.+\})$", (ROOT / "content/pages/moving-in.md").read_text(), re.MULTILINE)
    assert len(shown) == 3 and all(each.strip() in plan for each in shown)


def test_a_page_of_the_network_stays_one(folder: Path) -> None:
    """A page of a blog with several authors is the network's, also in an export in which it has one."""
    page = item(30, "Our \u202erules\u202c", "Be kind.", kind="page", slug="rules")
    other = [author("rachna", "Rachna Sharma"), author("emma.m", "Emma Mackenzie")]
    several = export(page, item(31, "Two", by="emma.m"), item(32, "Three"), authors=other)
    written(folder, several, "rachna.xml")
    bring("--to", "plan.yaml", exports=("rachna.xml",))
    assert bring("--accept", "plan.yaml", exports=("rachna.xml",)).exit_code == 0
    assert "title: Our rules\n" in (folder / "content/pages/rules.md").read_text()
    written(folder, export(page.replace("kind.", "kinder.")), "rachna.xml")
    bring("--to", "later.yaml", exports=("rachna.xml",))
    done = bring("--accept", "later.yaml", exports=("rachna.xml",))
    assert "brought up to date:\n  content/pages/rules.md" in done.output, done.output


def test_answers_may_be_written_down_beforehand(folder: Path) -> None:
    """People by login, address or name; terms by what they stand for."""
    (folder / "people.yaml").write_text("emma.m: rachna\njo@home.example: nobody\n")
    (folder / "tags.yaml").write_text("exploring: phase:exploring\nenquiry and research: none\n")
    assert bring("--to", "plan.yaml", "--people", "people.yaml", "--tags", "tags.yaml").exit_code == 0
    plan = read_plan(folder / "plan.yaml").plan
    assert {each.account: each.person for each in plan.people} == {"rachna": "rachna", "emma.m": "rachna"}
    assert [each.person for each in plan.commenters] == ["nobody"]
    assert {each.term: each.means for each in plan.terms} == {
        "Enquiry and Research": (),
        "Exploring": ("phase:exploring",),
    }


def test_counts_are_those_of_the_export(folder: Path) -> None:
    """Counted here once more, from the XML itself."""
    wp = "{http://wordpress.org/export/1.2/}"
    path = folder / "rachna.xml"
    items = list(ElementTree.parse(path).iter("item"))
    kinds = Counter((each.findtext(f"{wp}post_type"), each.findtext(f"{wp}status")) for each in items)
    counts = survey([path], silent, Index())[0].counts
    assert dict(counts.texts) == {key: number for key, number in kinds.items() if key[0] in ("post", "page")}
    assert counts.attachments == sum(number for (kind, _), number in kinds.items() if kind == "attachment")
    parents = {
        each.findtext(f"{wp}comment_id"): each.findtext(f"{wp}comment_parent")
        for one in items
        for each in one.findall(f"{wp}comment")
    }

    def depth(number: str | None) -> int:
        return 1 + depth(parents[number]) if parents.get(number) in parents else 1

    assert dict(counts.depths) == dict(Counter(map(depth, parents)))
    text = report.of_exports(survey([path], silent, Index()))
    assert "posts: 5 (1 draft, 1 private, 2 publish, 1 trash, 1 with a password)" in text
    assert "comments: 6 (3 at depth 1, 2 at depth 2, 1 at depth 3)" in text


def test_media_come_from_a_zip_and_stay_in_their_folder(folder: Path) -> None:
    """A name that leads elsewhere is refused, and then nothing is written."""
    bring("--to", "plan.yaml")
    before = files(folder)
    with zipfile.ZipFile("bad.zip", "w") as archive:
        archive.writestr("uploads/../../jotter.jpg", picture("JPEG"))
    refused = bring("--accept", "plan.yaml", "--media", "bad.zip")
    assert refused.exit_code == 2 and "can't be unpacked" in refused.output
    (folder / "no.zip").write_text("no archive")
    assert "can't be read as an archive" in bring("--accept", "plan.yaml", "--media", "no.zip").output
    assert files(folder) == before and not (folder / ".cache" / "enquiry" / FOLDER).exists()
    with zipfile.ZipFile("good.zip", "w") as archive:
        archive.writestr("wp-content/uploads/2018/01/jotter-1024x768.jpg", picture("JPEG"))
        archive.writestr("wp-content/uploads/2018/01/jotter-150x150.jpg", b"no picture")
    done = bring("--accept", "plan.yaml", "--media", "good.zip")
    assert done.exit_code == 0, done.output
    found = list((folder / "content" / "participants" / "rachna" / "posts").glob("jotter*"))
    assert [each.read_bytes() for each in found] == [picture("JPEG")]


def test_nothing_is_written_when_anything_is_refused(folder: Path) -> None:
    """A damaged export among others stops them all; so does a file in the way."""
    bring("--to", "plan.yaml")
    before = files(folder)
    written(folder, emma()[:-60], "emma.xml")
    refused = bring("--accept", "plan.yaml")
    assert refused.exit_code == 2 and "emma.xml:" in refused.output
    assert files(folder) == before
    written(folder, rachna(), "emma.xml")
    assert "rachna.xml holds this text, too" in bring("--to", "plan.yaml").output
    assert "There is no cohort" in enquiry("import", "wordpress", "rachna.xml", "--cohort", "stl").output


@pytest.mark.parametrize("fails_at", [1, 3, 6])
def test_an_import_that_is_broken_off_leaves_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    """Somebody may interrupt it, or the power fails and the next import finds the traces."""
    bring("--to", "plan.yaml")
    before = files(folder)

    moves = iter(range(1, 1000))
    replace = os.replace

    def breaks(source: Path, target: Path) -> None:
        if "after" in Path(source).parts and next(moves) == fails_at:
            raise KeyboardInterrupt
        replace(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", breaks)
        assert bring("--accept", "plan.yaml").exit_code != 0
    assert files(folder) == before
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", breaks)
        patch.setattr(installing, "undo", lambda *_: None)
        patch.setattr(Stage, "__exit__", lambda *_: None)
        moves = iter(range(1, 1000))
        bring("--accept", "plan.yaml")
    assert (files(folder) != before) == (fails_at > 1)
    again = bring("--accept", "plan.yaml")
    assert again.exit_code == 0, again.output
    assert "Brought in: 6 posts, 4 replies, 1 reply of a guest." in again.output


def test_personal_data_keeps_a_text_from_the_public(folder: Path) -> None:
    """In a public cohort, too; so do names on the list. It comes in for the cohort, as the report says."""
    cohort = folder / "content" / "cohorts" / "stl-2018.yaml"
    cohort.write_text(re.sub(r"^audience:.*$", "audience: public", cohort.read_text(), flags=re.MULTILINE))
    if "audience: public" not in cohort.read_text():
        cohort.write_text(cohort.read_text() + "audience: public\n")
    profile = folder / "content" / "participants" / "rachna" / "profile.md"
    profile.write_text("---\nname: Rachna Sharma\nconsent: 2018-01-10\n---\n")
    (folder / "content" / "never-publish.txt").write_text("Kirsty Drummond\n")
    named = item(
        2, "Kirsty Drummond and I", slug="kirsty-drummond-and-i", comments=[comment(5, "She knows.")]
    )
    written(folder, export(item(1, "Write to me", "At rachna@gmail.com, any time."), named), "rachna.xml")
    bring("--to", "plan.yaml", exports=("rachna.xml",))
    done = bring("--accept", "plan.yaml", exports=("rachna.xml",))
    assert done.exit_code == 0, done.output
    assert (
        "personal data may be in them:\n"
        "  content/participants/rachna/posts/2018-01-15-kirsty-drummond-and-i.md\n"
        "  content/participants/rachna/posts/2018-01-15-write-to-me.md" in done.output
    )
    text = (folder / "content/participants/rachna/posts/2018-01-15-write-to-me.md").read_text()
    assert "\naudience: cohort\n" in text
    assert "Brought in: nothing new." in bring("--accept", "plan.yaml", exports=("rachna.xml",)).output


def test_an_import_asks_for_no_more_than_it_needs(folder: Path) -> None:
    """The class behind the command takes files and a cohort."""
    work = Import(options(folder), [folder / "rachna.xml"], "stl-2018", silent)
    plan = work.plan("2018-03-02", Given())
    assert plan.as_of == "2018-03-02"
    with pytest.raises(Refused):
        Import(options(folder), [folder / "rachna.xml"], "nobody", silent)


@pytest.mark.parametrize(
    "words", ["Post 1", "a.b-c", "nobody", "it's so", "rachna/on-listening", "Null", "1.2"]
)
def test_plain_settings_are_written_as_the_library_writes_them(words: str) -> None:
    """Settings with words alone go past the library, which takes long."""
    settings = {"title": words, "standards": [words, words]}
    whole = dump({**settings, "other": "a: b"})
    assert dump(settings) == whole.replace('other: "a: b"\n', "")


@pytest.mark.parametrize(
    "words", ["It’s so, isn't it?", "2018-01-15", "2018-01-15T09:00:00+01:00", "No, no."]
)
def test_sentences_and_moments_are_written_as_the_library_writes_them(words: str) -> None:
    """They go past the library where they are the only value of a setting; so do earlier addresses."""
    settings = {"title": words, "aliases": ["/2018/01/on-listening/", "/b/"]}
    whole = dump({**settings, "other": "a: b"})
    assert dump(settings) == whole.replace('other: "a: b"\n', "")
