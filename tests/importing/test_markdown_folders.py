"""Folders of Jekyll and Hugo are brought in by the same plan: settings, permalinks, categories, pictures."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.commands.main import main
from generator.engine.options import Options
from generator.engine.pipeline import Build
from generator.model.diagnostics import errors
from tests.casefile import NETWORK
from tests.support import picture

SITE = {
    "_config.yml": "title: Notes\nurl: https://rachna.example.org\nbaseurl: /notes\n",
    "_posts/2018-01-15-first-thoughts.md": (
        "---\ntitle: First thoughts\ncategories: [Enquiry and Research]\npermalink: /2018/first/\n---\n"
        "See [the next]({% post_url 2018-01-16-second %}), [home](/), [off](../nothing.md) and "
        "![A jotter]({{ site.baseurl }}/assets/jotter.jpg).<!--more-->\n\n"
        "{% highlight python %}\n[a](b.md)\n{% endhighlight %}\n\n{% include poll.html %}\n"
    ),
    "_posts/2018-01-16-second.markdown": (
        '+++\ntitle = "Second"\ndate = 2018-01-16T09:30:00Z\ntags = ["exploring"]\n'
        'aliases = ["/old/second/"]\n+++\n\nBack to [the first](/notes/2018/first/) and `[not](this)`.\n'
    ),
    "content/posts/third/index.md": (
        '{\n"title": "Third",\n"date": "2018-01-17",\n"draft": true\n}\n\n'
        '{{< figure src="pic.jpg" alt="A plan" caption="Mine" >}}\n\n{{< youtube abcdefg >}}\n\n'
        '[First]({{< ref "2018-01-15-first-thoughts.md" >}}), [gone][x].\n\n[x]: ../gone.md\n'
    ),
    "about.md": "---\ntitle: About\n---\n\nI teach.\n",
    "_drafts/later.md": "---\ntitle: Later\n---\n\nNot yet.\n",
    "_site/copy.md": "---\ntitle: Copy\n---\n\nMade by the program.\n",
    "README.md": "For programmers.\n",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a small network and a site."""
    shutil.copytree(NETWORK, tmp_path / "content")
    for name, text in SITE.items():
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "site" / "assets").mkdir()
    (tmp_path / "site" / "assets" / "jotter.jpg").write_bytes(picture("JPEG"))
    (tmp_path / "site" / "content" / "posts" / "third" / "pic.jpg").write_bytes(picture("plan"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def bring(*more: str) -> Result:
    """Run the import of the site."""
    return CliRunner().invoke(main, ["import", "markdown", "site", "--as", "rachna", *more])


def test_a_site_comes_in(folder: Path) -> None:
    """Its texts are posts of one person, with what templates would have filled in."""
    made = bring("--to", "plan.yaml")
    assert made.exit_code == 0, made.output
    done = bring("--accept", "plan.yaml")
    assert done.exit_code == 0, done.output
    posts = {
        each.name: each.read_text() for each in (folder / "content/participants/rachna/posts").glob("*.md")
    }
    first = posts["2018-01-15-first-thoughts.md"]
    assert "\nstandards: [clpl-2012.enquiry-and-research]\n" in first
    assert "\naliases: [/notes/2018/first/]\n" in first
    assert "See [the next](2018-01-16-second.md), [home](https://rachna.example.org/), " in first
    assert "![A jotter](jotter.jpg)" in first and "```python\n[a](b.md)\n```" in first
    second = posts["2018-01-16-second.md"]
    assert "\nphase: exploring\n" in second and "\naliases: [/notes/old/second/]\n" in second
    assert "[the first](2018-01-15-first-thoughts.md) and `[not](this)`" in second
    third = posts["2018-01-17-third.md"]
    assert "\ndraft: true\n" in third and "![A plan](pic.jpg)\n\nMine" in third
    assert "<https://www.youtube.com/watch?v=abcdefg>" in third and "[First](2018-01-15-first-" in third
    assert sorted(posts)[-2:] != [] and not any("copy" in each or "readme" in each for each in posts)
    assert len(posts) == 6 and "the tag {% include %}" in done.output
    assert not errors(
        Build(Options(folder / "content", folder / "out", folder / ".c", date="2018-04-01")).check()
    )
    assert "Brought in: nothing new." in bring("--accept", "plan.yaml").output


def test_a_text_without_a_date_keeps_the_day_on_which_it_came(folder: Path) -> None:
    """Also where the plan is made again later, since there is more."""
    (folder / "site" / "no-day.md").write_text("---\ntitle: No day\n---\nWords.\n")
    bring("--to", "plan.yaml", "--as-of", "2018-03-01")
    bring("--accept", "plan.yaml")
    here = folder / "content/participants/rachna/posts/2018-03-01-no-day.md"
    before = here.read_text()
    (folder / "site" / "more.md").write_text("---\ntitle: More\ndate: 2018-03-20\n---\nWords.\n")
    assert "what is new was added" in bring("--to", "plan.yaml", "--as-of", "2018-04-01").output
    done = bring("--accept", "plan.yaml").output
    assert "Brought in: 1 post." in done and "brought up to date" not in done
    assert here.read_text() == before
    assert "draft:" not in (here.parent / "2018-03-20-more.md").read_text()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"---\ntitle: [a\n---\nWords", "bad.md:"),
        (b"---\ntitle: &a [1]\nb: *a\n---\nWords", "bad.md:2:8: "),
        (b"+++\ntitle = \n+++\nWords", "bad.md:1:1: The settings of this file can't be read"),
        (b"---\ntitle: One\n---\n\xff", "bad.md:4:1: This file was not saved as plain text in UTF-8."),
    ],
)
def test_a_broken_file_is_told_with_its_place(folder: Path, text: bytes, says: str) -> None:
    """Nothing is written then."""
    (folder / "site" / "bad.md").write_bytes(text)
    refused = bring("--to", "plan.yaml")
    assert refused.exit_code == 2 and says in refused.output
    assert not (folder / "plan.yaml").exists()


def test_somebody_has_to_be_there(folder: Path) -> None:
    """A folder comes in for a participant, and for a cohort."""
    result = CliRunner().invoke(
        main, ["import", "markdown", "site", "--as", "nobody", "--cohort", "stl-2018"]
    )
    assert "There is no participant nobody" in result.output
