"""The editor: dangerous values come through it unharmed, and what an edition hides is not in it."""

from __future__ import annotations

import json
from functools import reduce
from pathlib import Path

import pytest

from generator.engine.options import Options
from generator.engine.pipeline import Build
from generator.model.audience import VIEWERS
from generator.network.cut import cut
from generator.network.edition import link
from tests.forms import MODULES, forms, keep, texts
from tests.support import Fields, Records, clean, command
from tests.test_editor import DAY

VALUES = (
    "# not a comment",
    "key: value # and more",
    "He said \"no\", she said 'yes'",
    "it's",
    "</script><script>alert(1)</script>",
    "<b>&amp;</b> & <!-- x -->",
    "\U0001f642 \U0001f469\u200d\U0001f3eb",
    "Sees \u200fشلام\u200e and back",
    "C:\\new\\table \\u0041 \\",
    "{{title}} {{now}} {% raw %}",
    "{person}/{cohort}",
    "---",
    "--- a rule",
    "...",
    "- an item",
    "? a key",
    "[a, b]",
    "{a: b}",
    "*anchor",
    "&anchor",
    "!tag",
    "%directive",
    "@at",
    "`code`",
    "| block",
    "> folded",
    "yes",
    "null",
    "~",
    "3.10",
    "1e3",
    "0x1f",
    "2018-01-15",
    "12:30:45",
    "$& $1 $$",
    "^(a+)+$",
    "%{n} %s %(x)s",
    "<%= 1 %>",
    "a, b",
    "Ends with a colon:",
    "Sgrìobh: dè tha “seo”?",
)
HARD = "Who: # “asks” </script> {{title}} \\ 🙂 \u200f'\"---"
WATCH = r"""
const formats = (window.formats = {});
Object.defineProperty(window, 'CMS', {configurable: true, set(made) {
  const register = made.registerCustomFormat.bind(made);
  made.registerCustomFormat = (name, ending, how) => { formats[name] = how; register(name, ending, how); };
  Object.defineProperty(window, 'CMS', {value: made, writable: true});
}});
"""
WRITTEN = r"""values => values.map((title) => {
  const {fromFile, toFile} = formats['post-frontmatter'];
  const once = toFile({title, date: '2026-11-21', summary: title, body: `Words.\n\n${title}`});
  return [once, toFile({...fromFile(once), draft: true}).replace('draft: yes\n', '')];
})"""

COHORT = """\
title: A cohort
starts: 2026-11-02
ends: 2026-12-18
members:
  emma: facilitator   # since June
  # late
  mary:   # on Mondays
    role: participant
    school: The Old Mill  # by the river
    # no more
"""
BARE = ("Words.", "---\n---\n\nWords.", "---\n# Mine\n---\nWords.")
"""Files without settings, which a form is to open, too."""
OPENED = "texts => texts.map(each => formats['post-frontmatter'].fromFile(each).body)"

KEPT = (
    (
        "post-frontmatter",
        "\ufeff---\r\ntitle: One   # mine\r\n# when\r\ndate: 2026-11-21\r\n---\r\n\r\nOne.\r\n\r\nTwo.\r\n",
        {"title": "Two"},
        (("title: One", "title: Two"),),
    ),
    (
        "post-frontmatter",
        "---\ntitle: One\r\ndate: 2026-11-21\n---\n\nWords.\n",
        {"summary": "Short"},
        (("2026-11-21\n", "2026-11-21\nsummary: Short\n"),),
    ),
    (
        "cohort",
        COHORT,
        {"members": {0: {"role": "tutor"}, 1: {"school": "Another"}}},
        (("emma: facilitator", "emma: tutor"), ("school: The Old Mill", "school: Another")),
    ),
)
"""Files, each with a change in a form, and all that it changes in the file."""
CHANGED = """cases => cases.map(([name, text, changes]) => {
  const into = (value, more) => (more && typeof more === 'object'
    ? Object.assign(Array.isArray(value) ? [...value] : {...value},
      Object.fromEntries(Object.entries(more).map(([key, each]) => [key, into(value[key], each)]))) : more);
  return formats[name].toFile(into(formats[name].fromFile(text), changes));
})"""


@pytest.fixture
def hard(tmp_path: Path) -> Path:
    """A network of which everything has a name that is hard to write, with the editor."""
    folder = tmp_path / "ours"
    assert command("init", folder, "--date", DAY, "--facilitator", "Emma Buchan").returncode == 0
    content, quoted = folder / "content", json.dumps(HARD, ensure_ascii=False)
    settings = content / "network.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("# editor: yes", "editor: yes  #"), encoding="utf-8")
    for path, name in (
        ("cohorts/first-cohort.yaml", "title"),
        ("participants/emma-buchan/profile.md", "name"),
    ):
        lines = (content / path).read_text(encoding="utf-8").splitlines()
        changed = [f"{name}: {quoted}" if line.startswith(f"{name}:") else line for line in lines]
        (content / path).write_text("\n".join(changed) + "\n", encoding="utf-8")
    event = f"---\ntitle: {quoted}\nstarts: 2026-11-25\n---\n\nWe meet.\n"
    (content / "events").mkdir()
    (content / "events/hard.md").write_text(event, encoding="utf-8")
    cohort = content / "cohorts/first-cohort.yaml"
    text = cohort.read_text(encoding="utf-8")
    cohort.write_text(text.replace("What does teacher leadership mean to me?", quoted), encoding="utf-8")
    (folder / "node_modules").symlink_to(MODULES)
    return folder


def titles(folder: Path) -> dict[str, str]:
    """The titles of posts by their addresses."""
    found = Build(Options(folder / "content", folder / "site", folder / "cache")).network()
    assert found is not None
    edition = link(found, cut(found, VIEWERS["facilitators"]))
    return {key: edition.words[post.text.path].title for key, post in found.posts.items()}


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.node
def test_dangerous_values_come_through_unharmed(hard: Path) -> None:
    """In a title, a name, a question and a cohort: from the content to a form, to a file and back."""
    done = command(
        *("build", "--content", hard / "content", "--output", hard / "site", "--edition", "facilitators"),
        *("--no-search", "--date", "2026-12-31"),
    )
    assert done.returncode == 0, done.stdout + done.stderr
    with forms(hard / "site/facilitators") as form:
        form.tab.add_init_script(WATCH)
        form.give(texts(hard / "content"))
        form.open("new=posts&as=emma-buchan")
        form.fill({"title": HARD, "prompt": HARD, "cohort": HARD, "reflects_on": [HARD], "body": "I count."})
        form.save()
        pairs: list[list[str]] = form.tab.evaluate(WRITTEN, list(VALUES))
        assert form.tab.evaluate(OPENED, BARE) == ["Words."] * len(BARE)
        kept: list[str] = form.tab.evaluate(CHANGED, [each[:3] for each in KEPT])
        files, said = form.files(), form.said
    assert said == []
    for (_, text, _, changes), saved in zip(KEPT, kept, strict=True):
        assert saved == reduce(lambda whole, each: whole.replace(*each, 1), changes, text)
    assert [one for one, _ in pairs] == [other for _, other in pairs]
    mine = "content/participants/emma-buchan/posts"
    post = next(text for path, text in files.items() if path.startswith(mine) and "who-asks" in path)
    assert (
        "prompt: what-is-teacher-leadership\n" in post
        and "cohort: first-cohort\n" in post
        and "- events/hard\n" in post
    )
    keep(hard / "content", files | {f"{mine}/2026-11-21-v{n}.md": one for n, (one, _) in enumerate(pairs)})
    found = titles(hard)
    assert HARD in found.values()
    assert [found[f"emma-buchan/v{number}"] for number in range(len(VALUES))] == list(VALUES)


def hiding(net: Records) -> None:
    """Records that some edition does not hold."""
    net.text("network.yaml", title="Hidden", address="https://hidden.example/", editor="yes")
    person = {"audience": "public", "consent": "2026-01-01"}
    net.text("participants/ann/profile.md", name="Ann Lee", **person)
    net.text(
        "participants/bea/profile.md",
        name="Bea Orr",
        public_name="A colleague",
        public_id="a-colleague",
        **person,
    )
    net.text("participants/bea/posts/2026-01-02-a.md", title="A post", date="2026-01-02")
    net.text("participants/cat/profile.md", name="Cat Poe", audience="private")
    net.text("participants/ann/plan.md", title="A plan", audience="private")
    mine = {"audience": "private"}
    net.text("participants/ann/posts/2026-01-02-b.md", title="Quiet post", date="2026-01-02", **mine)
    net.text("events/talk.md", title="A talk", starts="2026-02-01", audience="facilitators")
    net.text("events/draft.md", title="A draft", starts="2026-02-01", draft="yes")
    request: Fields = {
        "school": "A school",
        "support": ["talk"],
        "asked": "2026-01-02",
        "asked_by": "head teacher",
    }
    net.text("outreach/requests/one.md", title="A request", **request)
    cohort: Fields = {"title": "One", "starts": "2026-01-01", "ends": "2026-06-30"}
    net.text("cohorts/one.yaml", **cohort, members={"ann": "participant", "bea": "participant"})
    net.text("cohorts/two.yaml", **{**cohort, "title": "Two", "audience": "facilitators"})


HIDDEN = {
    "participants/ann/plan.md": ("title", "Another plan", ""),
    "participants/ann/posts/2026-01-02-b.md": ("title", "Another post", ""),
    "participants/cat/profile.md": ("name", "Col Ray", ""),
    "events/draft.md": ("title", "Another draft", ""),
    "events/talk.md": ("title", "Another talk", "facilitators"),
    "outreach/requests/one.md": ("title", "Another request", "facilitators"),
    "cohorts/two.yaml": ("title", "Another cohort", "facilitators"),
    "participants/bea/profile.md": ("name", "Bet Coe", "cohort facilitators"),
}
"""Changes of files: a setting, its other value, and the editions whose editor names it."""
PSEUDONYM = "participants/bea/profile.md"


@pytest.mark.node
def test_the_editor_names_nothing_that_its_edition_does_not_hold(tmp_path: Path) -> None:
    """Another value of what is hidden changes no byte of an edition; where it is not hidden, it does."""
    nets = {
        name: Records(tmp_path / name.replace(" ", "-")) for name in ("as it is", "otherwise", "another name")
    }
    sites = {}
    for name, net in nets.items():
        hiding(net)
        net.folder.mkdir()
        (net.folder / "node_modules").symlink_to(MODULES)
        for path, (setting, value, _) in HIDDEN.items():
            if name == ("another name" if path == PSEUDONYM else "otherwise"):
                net.change(path, **{setting: value})
        sites[name] = clean(net.write(), tmp_path / "built", date="2026-03-01")
    first = sites["as it is"]
    assert "cohort/write/index.html" in first and "public/write/index.html" not in first
    for name, same in (("otherwise", ("public/", "cohort/")), ("another name", ("public/",))):
        changed = {path for path, data in sites[name].items() if first.get(path) != data}
        assert first.keys() == sites[name].keys()
        assert not [path for path in changed if path.startswith(same)]
    for path, (setting, value, editions) in HIDDEN.items():
        changed_to = sites["another name" if path == PSEUDONYM else "otherwise"]
        for site, word in ((first, nets["as it is"].texts[path][0][setting]), (changed_to, value)):
            named = {each.split("/")[0] for each in site if "/write/" in each and word.encode() in site[each]}
            assert named == set(editions.split()), path
