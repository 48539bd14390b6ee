"""Long lists go on over several pages.

Nothing is lost between them, nothing stands twice, and an edit touches one of them.
"""

from __future__ import annotations

import re

import pytest

from generator.publish.pages.digest import DIGEST_LENGTH
from generator.publish.paging import LIST_LENGTH
from tests.support import Fields, Records, build, tree

MANY = 3 * LIST_LENGTH + 50
"""Posts of the large cohort; the small one has ten."""
BY_STANDARD = "cohort/standards/clpl-2012.enquiry-and-research/"
PHASE: Fields = {"id": "leading", "title": "Leading"}
PROMPT: Fields = {"id": "why", "phase": "leading", "title": "Why?"}


@pytest.fixture(scope="module")
def net(tmp_path_factory: pytest.TempPathFactory) -> Records:
    """Two cohorts on the same standard, one of them large; everything in one month."""
    net = Records(tmp_path_factory.mktemp("long"))
    net.text("network.yaml", title="N", address="https://example.org/", standards=["gtcs-2012"])
    for number, cohort in enumerate(("large", "small")):
        net.text(
            f"cohorts/{cohort}.yaml",
            title=cohort.title(),
            starts=f"2018-01-0{1 + number}",
            ends="2018-03-01",
            phases=[PHASE],
            prompts=[PROMPT],
            members={f"{cohort}-p": "participant"},
        )
        net.text(f"participants/{cohort}-p/profile.md", name=cohort.title())
        for each in range(MANY if number == 0 else 10):
            net.text(
                f"participants/{cohort}-p/posts/2018-01-15-{cohort}-{each}.md",
                "Text.",
                title=f"{cohort} {each}",
                date=f"2018-01-15T{each // 60:02}:{each % 60:02}:00Z",
                cohort=cohort,
                phase="leading",
                prompt="why",
                standards=["clpl-2012.enquiry-and-research"],
            )
    outcome = build(net.write(), net.folder / "site", net.folder / "cache", editions=("cohort",))
    assert outcome.written and not outcome.failed
    return net


def listed(page: bytes) -> list[str]:
    """The titles on a page."""
    return re.findall(r'class="u-url p-name"[^>]*>([a-z]+ \d+)<', page.decode())


@pytest.mark.slow
@pytest.mark.parametrize(
    "address",
    [BY_STANDARD, "cohort/cohorts/large/phases/leading/", "cohort/prompts/why/", "cohort/months/2018-01/"],
)
def test_a_long_list_goes_on(net: Records, address: str) -> None:
    """Every entry stands on one page, in order; each page leads to all of them, and says where it is."""
    site = tree(net.folder / "site")
    pages = [f"{address}{part}index.html" for part in ("", "2/", "3/", "4/")]
    assert f"{address}5/index.html" not in site
    titles = [title for page in pages for title in listed(site[page])]
    everything = [f"large {each}" for each in range(MANY)] + (
        [] if "phases" in address else [f"small {each}" for each in range(10)]
    )
    assert sorted(titles) == sorted(everything)
    assert [each for each in titles if each.startswith("large")] == everything[:MANY]
    for number, page in enumerate(pages, 1):
        text = site[page].decode()
        assert len(listed(site[page])) <= LIST_LENGTH
        links = re.findall(r'<a href="([^"]*)"([^>]*)><span class="visually-hidden">Page </span>(\d)', text)
        assert [each[2] for each in links] == ["1", "2", "3", "4"]
        assert [each[2] for each in links if "aria-current" in each[1]] == [str(number)]
        assert f"page {number} of 4" in text and "p-summary" not in text


def test_a_card_does_not_repeat_what_its_list_says(net: Records) -> None:
    """The list of a phase says the phase, that of a person also the writer; a short list shows beginnings.

    An index has a line an entry: the title, the writer, the day.
    """
    site = net.folder / "site/cohort"
    person, phase = (
        (site / each / "index.html").read_text(encoding="utf-8")
        for each in ("participants/small-p", "cohorts/large/phases/leading")
    )
    main = person[person.index('class="journey') :]
    assert (main.count('<p class="phase"'), main.count('class="by"')) == (0, 0)
    assert main.count('class="p-summary"') == main.count("<article") == 10
    index = phase[phase.index('<ol class="brief">') : phase.index("</ol>", phase.index('<ol class="brief">'))]
    assert index.count('<b class="p-author">') == index.count("<li") == LIST_LENGTH
    assert "<p" not in index and len(index) < 240 * LIST_LENGTH


def test_a_new_title_touches_one_page_of_each_list(net: Records) -> None:
    """The second pages are as they were where the title stands on the first."""
    before = tree(net.folder / "site")
    net.texts["participants/large-p/posts/2018-01-15-large-5.md"][0]["title"] = "large 5000"
    build(net.write(), net.folder / "site", net.folder / "cache", editions=("cohort",))
    after = tree(net.folder / "site")
    changed = {path for path in after if before.get(path) != after[path]}
    for address in (BY_STANDARD, "cohort/months/2018-01/", "cohort/prompts/why/"):
        assert f"{address}index.html" in changed
        assert not any(
            path.startswith(address) and path != f"{address}index.html" and path.endswith(".html")
            for path in changed
        )


def test_the_digest_has_room_for_the_newest_only(net: Records) -> None:
    """It counts all, shows some of a large cohort and leads to the rest; of a small one it shows all."""
    site = tree(net.folder / "site")
    large = site["cohort/cohorts/large/digest/index.html"].decode()
    lines = re.findall(r'class="title u-url p-name"[^>]*>([a-z]+ \d+)<', large)
    assert DIGEST_LENGTH < MANY and 0 < len(lines) <= DIGEST_LENGTH
    assert lines == [f"large {each}" for each in range(MANY - len(lines), MANY)]
    target, anchor = re.findall(
        r'class="rest"><a href="[./]*/(standards/[^"#]*)#([^"]*)">The newest of 650 entries', large
    )[0]
    assert f'id="{anchor}">' in site[f"cohort/{target}index.html"].decode()
    small = site["cohort/cohorts/small/digest/index.html"].decode()
    assert len(re.findall(r'class="title u-url p-name"', small)) == 10 and "are shown" not in small
