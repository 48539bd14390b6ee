"""`enquiry init`: a network that builds unedited, made from the sample network's programme and guide."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from pathlib import Path
from string import Template

from msgspec import Struct

from generator.authoring.files.writing import Refused
from generator.authoring.guide import guide
from generator.authoring.requirements import requirements
from generator.engine.theme.sources import packaged
from generator.model.forges import FORGES, NOWHERE, USUAL
from generator.model.slugs import slugify
from generator.publish.composer.identifiers import host

SKELETON = Path(__file__).parent / "skeleton"
PROGRAMME = "cohorts/stl-2018.yaml"
"""The sample cohort whose phases and prompts a new network begins with."""
FOCUS = {
    "2012": (
        "clpl-2012.enquiry-and-research",
        "clpl-2012.sustaining-and-developing-professional-learning",
        "slm-2012.3.3",
        "values-2012",
    ),
    "2021": ("clpl-2021", "commitment-2021", "sml-2021", "values-2021"),
}
"""Standards in focus to begin with, the first of them that of the first post: those of the suite in force."""
_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
LAST_DAY_OF_2012 = "2021-08-01"


class Choices(Struct, frozen=True):
    """The choices of whoever starts a network."""

    title: str
    address: str
    facilitator: str
    forge: str
    repository: str
    today: str
    starts: str
    ends: str
    account: str = ""
    cohort_title: str = "Our first cohort"
    publish: str = "pages"
    language: str = "en-GB"
    timezone: str = "Europe/London"
    vendor: bool = False


def init(folder: Path, choices: Choices) -> list[Path]:
    """Write a new network into an empty folder; return the files that were written.

    Raises `Refused` where the folder holds something: nothing is ever overwritten.
    """
    if folder.exists() and (not folder.is_dir() or any(each.name != ".git" for each in folder.iterdir())):
        raise Refused(f"{folder} is not empty, and nothing in it is overwritten. Choose a new folder.")
    facilitator = slugify(choices.facilitator)
    if not facilitator:
        raise Refused(f"“{choices.facilitator}” has no letter that could stand in a folder's name.")
    sample = packaged("content")
    theirs, ours = FOCUS["2012"][0], focus(choices.today)[0]
    pages, pictures = guide(sample / "pages")
    texts = {
        **_skeleton(choices, facilitator),
        "content/cohorts/first-cohort.yaml": cohort(
            (sample / PROGRAMME).read_text(encoding="utf-8"), facilitator, choices
        ),
        **{f"content/pages/{name}": text.replace(f"[{theirs}]", f"[{ours}]") for name, text in pages.items()},
    }
    needed = requirements(vendor=choices.vendor)
    files = {name: text.encode() for name, text in texts.items()}
    files |= {"requirements.txt": needed.text.encode(), **needed.files}
    files |= {f"content/pages/{name}": data for name, data in pictures.items()}
    written = []
    for name, data in sorted(files.items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        written.append(path)
    return written


def _skeleton(choices: Choices, facilitator: str) -> dict[str, str]:
    """Return the files that are filled in with what was chosen, by their paths."""
    words = {
        "title": _quoted(choices.title),
        "language": choices.language,
        "timezone": choices.timezone,
        "plain_title": choices.title,
        "address": choices.address.rstrip("/") + "/",
        "entity": f"{host(choices.address)},{choices.today}",
        "facilitator": facilitator,
        "name": _quoted(choices.facilitator),
        "today": choices.today,
        "forge": f"forge: {{kind: {choices.forge}, repository: {choices.repository}, branch: main}}"
        if choices.repository
        else f"# forge: {{kind: {USUAL if choices.forge == NOWHERE else choices.forge}, "
        "repository: organisation/repository, branch: main}"
        "   # for “New post”, “Reply” and “Edit” in the browser",
        **_SAID[choices.forge == NOWHERE],
        "accounts": f"accounts: {json.dumps([choices.account.removeprefix('@')])}"
        if choices.account
        else "# accounts: [account-on-the-forge]         "
        "# by which proposals know you; no page ever shows it",
        "standard": focus(choices.today)[0],
    }
    files = {name: _filled(source, words) for source, name in _COMMON.items()}
    files |= pipelines(choices)
    person = f"content/participants/{facilitator}"
    files[f"{person}/profile.md"] = _filled("profile.md", words)
    files[f"{person}/posts/{choices.today}-welcome.md"] = _filled("welcome.md", words)
    return files


def pipelines(choices: Choices) -> dict[str, str]:
    """Return the files of a network's CI, by their paths; what belongs into one file stands there together.

    Proposals are checked on every forge. A site is published from there if it is the forge that serves it, or
    a server to which it can be carried; blogs elsewhere are fetched before that.
    """
    files: dict[str, str] = {}
    published = {"publish": choices.publish, "fetch": "fetch"} if choices.publish in CARRIED else {}
    jobs = {"check": "check", **published}
    for job, template in jobs.items() if choices.forge != NOWHERE else ():
        name = FORGES[choices.forge].ci.format(job=job)
        text = (SKELETON / f"{choices.forge}-{template}.yml").read_text(encoding="utf-8")
        files[name] = files.get(name, "") + text
    return files


CARRIED = ("pages", "server")
"""The places of publication to which a forge's CI carries editions."""
_SAID = {
    False: {
        "in_the_browser": "**In the browser:** press “New post” on your blog, or “Reply” under a post. "
        "**On your computer:**",
        "who_may_change": "* Everybody's account on the forge stands in their `profile.md`, as `accounts: "
        "[their-account]`: a proposal may change its writer's own folder only, a facilitator's everything. "
        "Facilitators add the\n  line on the main branch, their own first. `enquiry codeowners` writes from "
        "it whom the forge asks.\n* Every proposed change is checked: see the CI files.",
    },
    True: {
        "in_the_browser": "On your computer, in a copy of this folder (with a server of your own, "
        "[When somebody joins](content/pages/publishing.md#when-somebody-joins)\n"
        "says how to get one, and how to send what you wrote):",
        "who_may_change": "* On a server of your own each key stands for a folder in `content/participants`: "
        "it may change that\n  folder only, a facilitator's everything. Each push is checked, as "
        "[content/pages/publishing.md](content/pages/publishing.md) says.",
    },
}
"""Sentences of the README about a network on a forge, and of one that is on none."""
_PAGES = ("about", "privacy", "accessibility")
_COMMON = {
    "gitignore": ".gitignore",
    "README.md": "README.md",
    "package.json": "package.json",
    "package-lock.json": "package-lock.json",
    "network.yaml": "content/network.yaml",
    **{f"{name}.md": f"content/pages/{name}.md" for name in _PAGES},
}


def _filled(source: str, words: dict[str, str]) -> str:
    return Template((SKELETON / source).read_text(encoding="utf-8")).safe_substitute(words)


def cohort(sample: str, facilitator: str, choices: Choices) -> str:
    """Return the sample's programme as a first cohort: its phases and prompts, spread over the new time.

    The sample's people and their posts are left out.
    """
    bare = _without(_without(_without(sample, "members"), "showcase"), "focus")
    title = f"title: {_quoted(choices.cohort_title)}"
    spread = _DAY.sub(_moving(bare, choices), bare)
    retitled = re.sub(r"^title: .*$", lambda _: title, spread, count=1, flags=re.MULTILINE)
    in_focus = "".join(f"  - {each}\n" for each in focus(choices.today))
    member = (
        f"  {facilitator}: facilitator              # participant | critical-friend | tutor | facilitator\n"
    )
    return f"{retitled.rstrip()}\nfocus:\n{in_focus}members:\n{member}"


def _moving(cohort: str, choices: Choices) -> Callable[[re.Match[str]], str]:
    """Return the replacement of a day of a cohort: the day that is as far along in the new one."""
    first, last = (_day_of(cohort, key) for key in ("starts", "ends"))
    start = dt.date.fromisoformat(choices.starts)
    factor = (dt.date.fromisoformat(choices.ends) - start) / (last - first)

    def moved(match: re.Match[str]) -> str:
        along = (dt.date.fromisoformat(match[0]) - first).days
        return (start + dt.timedelta(days=round(along * factor))).isoformat()

    return moved


def _day_of(cohort: str, key: str) -> dt.date:
    found = re.search(rf"^{key}: *(\S+)", cohort, re.MULTILINE)
    return dt.date.fromisoformat(found[1])  # type: ignore[index]  # the sample has it


def focus(today: str) -> tuple[str, ...]:
    """Return the standards in focus on this day."""
    return FOCUS["2012" if today <= LAST_DAY_OF_2012 else "2021"]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _without(text: str, key: str) -> str:
    """Return YAML without one of its top keys."""
    return re.sub(rf"^{key}:[^\n]*\n(?:[ \t#][^\n]*\n|\n)*", "", text, flags=re.MULTILINE)
