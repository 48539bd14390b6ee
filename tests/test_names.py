"""The real name behind a pseudonym: it is found as a reader sees it, and words that are names are not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from generator.model.diagnostics import Diagnostic
from generator.source.document import MOST_BYTES
from generator.source.privacy import name_forms
from generator.source.privacy.names import compared, look
from generator.source.privacy.passages import Passage
from tests.support import ROOT, Records, build, surroundings
from tests.test_gate import Bench, bench, small

__all__ = ["bench"]

POST = "participants/ann/posts/2018-01-02-first.md"

HIDDEN = (
    "Lorna <!-- x --> Petrie",
    "Lorna <!--\nx\n--> Petrie",
    "Lor<!-- x -->na Pet<!-- y -->rie",
    "<!-- x -->Lorna<!-- y --> <!-- z -->Petrie",
    "Lorna <span></span> Petrie",
    "Lorna <x-mark>Petrie</x-mark>",
    "Lor<script></script>na Pet<style></style>rie",
    "Lorna &nbsp; Petrie",
    "L o r n a  P e t r i e",
    "L-o-r-n-a P-e-t-r-i-e",
    "**L** o r n a P e t r i e",
    "<ruby>Lorna<rt>x</rt></ruby> Petrie",
    "<ruby>Lor<rt>x</rt>na</ruby> Petrie",
    "<ruby>Lorna<rt>Petrie</rt></ruby>",
    "Lorna :smile: Petrie",
    "Lor:smile:na:+1: Petrie",
    "Lor😄na 😄 Petrie",
    "~Lor~na Petrie",
    "$Lorna Petrie$",
    "Lorna $Petrie$",
    "$\\text{Lo}\\text{rna} \\quad Petrie$",
    "$\\mathbf{Lorna}\\ L_{orna}P_{etrie}$",
    "$$\\textit{Lor}na\\;Petrie$$",
    "> [!NOTE]\n> Lorna Petrie",
    "\u202eeirteP anroL\u202c",
    "\u2067\u202eeirteP anroL\u2069",
    "&#x202e;eirteP anroL&#x202c;",
    "&#0008238;eirteP anroL",
    "Lorna[^1] Petrie\n\n[^1]: A note.",
    "Lorna<sup>1</sup> Petrie",
    "ʟᴏʀɴᴀ ᴘᴇᴛʀɪᴇ",
    "🅛🅞🅡🅝🅐 🅟🅔🅣🅡🅘🅔",
    "🅻🅾🆁🅽🅰 🅿🅴🆃🆁🅸🅴",
)
"""A name with something in it that is taken out, or that only turns it round."""

ACROSS = (
    "- Lorna\n- Petrie",
    "1. Lorna\n2. Petrie\n3. Others",
    "- There was Lorna\n- Petrie was there",
    "| first | last |\n| --- | --- |\n| Lorna | Petrie |",
    "| last | first |\n| :-- | :-: |\n| Petrie | Lorna |",
    "| last | first |\n| --- | --- |\n| **Petrie** | [Lorna](https://example.org/) |",
    "| a | b | c |\n| --- | --- | --- |\n| Lorna | K. | Petrie |",
    "<table><tr><td>Lorna</td><td style='color: red'>Petrie</td></tr></table>",
    "<dl><dt>Petrie</dt><dd>Lorna</dd></dl>",
    "## Lorna\n\nPetrie",
    "Lorna\n\n***\n\nPetrie",
    "> Lorna\n\nPetrie was there.",
    "| L | o | r | n | a | P | e | t | r | i | e |\n" + "| --- " * 11 + "|",
)
"""A name of which one part is in one paragraph, list item or cell, and one in another."""

JOINED = (
    "@lornapetrie",
    "lornapetrie",
    "LornaPetrie",
    "lorna.petrie",
    "lorna_petrie",
    "Lorna-Petrie",
    "lorna+petrie",
    "lorna~petrie",
    "Lorna:Petrie",
    "lorna...petrie",
    "lorna dot petrie",
    "lpetrie2",
    "gw11lpetrie",
    "lorna·petrie",
    "lorna%20petrie",
    "%4corna%20Petri%65",
    "example.org/?q=lorna%20petrie",
    "lornapetrie2",
    "petrielorna",
    "petrie.lorna",
    "lorna.k.petrie",
    "lornakpetrie",
    "l.petrie",
    "#LornaPetrie",
    "`lornapetrie`",
    "`lorna_petrie.py`",
    "https://twitter.com/lornapetrie",
    "https://twitter.com/@lorna_petrie",
    "<https://twitter.com/lornapetrie>",
    "[she](https://twitter.com/lornapetrie)",
    "[she](https://twitter.com/lpetrie)",
    "[she](https://lornapetrie.example.org/)",
    "[she](https://example.org/?q=lorna+petrie)",
    "[she](mailto:lorna.petrie@example.org)",
    "[she](mailto:lpetrie@example.org)",
    "mailto:lorna.petrie@example.org",
    '<a id="lorna-petrie">she</a>',
    '<span id="lornapetrie">she</span>',
    '<span title="Lorna Petrie">she</span>',
    '<span role="img" aria-label="Lorna Petrie">she</span>',
    '[she](https://example.org/ "Lorna Petrie")',
    "[she](../../bea/profile.md 'Lorna Petrie')",
    "![Lorna Petrie](https://example.org/x.png)",
    "`participants/supply-teacher/profile.md`",
    "`supply-teacher`",
    "supply-teacher",
    "lorna.p",
    "lorna_p@example.org",
    "@lornap",
    "L0rna P3trie",
    "Lorna Petr!e",
    "https://example.org/?first=lorna&last=petrie",
    "https://example.org/petrie,lorna",
    "`Lorna,Petrie`",
    "`lorna = petrie`",
    '`first_name="Lorna" last_name="Petrie"`',
    '`{"last": "Petrie", "first": "Lorna"}`',
    '```json\n{\n  "first": "Lorna",\n  "middle": "K",\n  "last": "Petrie"\n}\n```\n',
    "BEGIN:VCARD N:Petrie;Lorna;;;",
    "`C:\\Users\\Lorna\\Petrie`",
    '<abbr title="Petrie">Lorna</abbr>',
    '<span title="Lorna">Petrie</span>',
    '[Lorna](https://example.org/ "Petrie")',
)
"""A name in one word, in an address, in what only a machine reads; and the folder."""

CALLED = (
    *(f"{title} Petrie" for title in ("Ms", "Mrs", "Mr", "Miss", "Mx", "Dr", "Prof.", "Sir", "Dame", "Mrs.")),
    *(f"{title} Petrie" for title in ("Mgr", "Mgr.", "A’ Bh-ph.", "A' Bhean-phòsta", "An t-Ollamh", "An Dr")),
    "Mr and Mrs Petrie",
    "**Ms** *Petrie*",
    "Ms&nbsp;Petrie",
    "ms petrie",
    "MrsPetrie",
    "@mrs_petrie",
    "Ms L. Petrie",
    "Ms <!-- x --> Petrie",
    "Ms Petrie's",
    "L. Petrie",
    "L Petrie",
    "L.Petrie",
    "L.K. Petrie",
    "L. K. Petrie",
    "LK Petrie",
    "Lorna K. Petrie",
    "Lorna K Petrie",
    "Lorna Mary Petrie",
    "Lorna Mary Kay Petrie",
    "Lorna “Lo” Petrie",
    "LORNA MARY PETRIE",
    "Petrie, L.",
    "Petrie, Lorna",
    "Petrie Lorna",
    "(Petrie, L)",
    "Petrie (Lorna)",
    "“Lorna” “Petrie”",
    '"Lorna" (Petrie)',
    "Lorna and Tom Petrie",
    "Lorna & Tom Petrie",
    "Lorna agus Tom Petrie",
    "L . Petrie",
    "dr-petrie",
    "@dr_petrie",
    "DrPetrie",
    "prof.petrie",
    "Ms Smith-Petrie",
    "Lorna-Mary Petrie",
    "L. M. K. T. Petrie",
    "Lórna Pétrie",
    "Lorna, Petrie",
    "Lorna. Petrie",
    "Petrie; Lorna",
    "Lorna – Petrie",
    "Lorna | Petrie",
    "Lorna → Petrie",
    "#Lorna #Petrie",
    "@lorna @petrie",
    "{Lorna} {Petrie}",
    "«Lorna» «Petrie»",
    "Lorna & Petrie",
    "Lorna aka Petrie",
    "Lorna m. Petrie",
    "Lorna of the Petrie family",
    "the Petries' Lorna",
    "Lorna (the head) Petrie",
    "Lorna, our head, Petrie",
    "Lorna Elizabeth Mary Kay Jane Petrie",
    '{"first": "Lorna", "last": "Petrie"}',
    "First name: Lorna. Surname: Petrie.",
    "Lorna P.",
    "Lorna P",
    "Headteacher Petrie",
    "the head teacher Petrie",
    "Depute Head Petrie",
    "PT Petrie",
    "Teacher L. Petrie",
    "Principal Teacher Petrie",
    "Prìomh Thidsear Petrie",
    "A’ Cheannard Petrie",
    "Rev'd Petrie",
    "Auntie Petrie",
    "Misses Grant and Petrie",
    "Ms. Grant & Petrie",
    "Mrs – Petrie",
    "Petrie, Mrs",
    "Petrie (Headteacher)",
)
"""A name as people call one another, or as lists have it."""


def masked(folder: Path, name: str = "Lorna Petrie") -> Records:
    """A small network in which somebody has another name in public."""
    net = small(folder)
    net.text(
        "participants/supply-teacher/profile.md",
        "A biography.",
        name=name,
        consent="2018-01-01",
        public_name="Ailsa Thorn",
        public_id="ailsa-thorn",
    )
    net.change(
        "cohorts/c1.yaml", members={"ann": "participant", "bea": "tutor", "supply-teacher": "participant"}
    )
    return net


def told(net: Records, words: list[str]) -> list[set[str]]:
    """Return the codes about names for each of these texts, which are in a post of their own each."""
    paths = [f"participants/ann/posts/2018-02-01-text-{number}.md" for number in range(len(words))]
    for path, each in zip(paths, words, strict=True):
        net.text(path, each, title="One of them", date="2018-02-01")
    found: dict[str, set[str]] = {path: set() for path in paths}
    for one in diagnostics(net):
        if one.span.path in found:
            found[one.span.path].add(one.code)
    return [found[path] & {"personal-data", "part-of-a-name"} for path in paths]


def diagnostics(net: Records) -> list[Diagnostic]:
    """Return the diagnostics of the public edition."""
    outcome = build(net.write(), net.folder / "site", net.folder / "cache", editions=("public",))
    return list(outcome.diagnostics)


@pytest.mark.parametrize("kind", [HIDDEN, JOINED, CALLED], ids=["hidden", "joined", "called"])
def test_every_form_is_refused(tmp_path: Path, kind: tuple[str, ...]) -> None:
    """Each form is an error, in running text between other words."""
    codes = told(masked(tmp_path), [f"So it was, and {each} was there too." for each in kind])
    assert [each for each, found in zip(kind, codes, strict=True) if "personal-data" not in found] == []


def test_a_name_across_blocks_is_refused(tmp_path: Path) -> None:
    """The parts of a name follow one another as a reader goes from block to block."""
    net = masked(tmp_path)
    codes = told(net, [f"So it was.\n\n{each}" for each in ACROSS])
    assert [each for each, found in zip(ACROSS, codes, strict=True) if "personal-data" not in found] == []
    others = ["- Lorna\n- Ann\n- Petrie", "| a | b |\n| --- | --- |\n| Ann | Petrie |\n| Lorna | Grant |"]
    assert told(net, [f"So it was.\n\n{each}" for each in others]) == [{"part-of-a-name"}] * len(others)
    net.text(POST, "Words.\n\n- One\n- Lorna\n- Petrie", title="First", date="2018-01-02")
    first = net.bytes_of(POST).decode().split("\n").index("Words.") + 1
    found = [each.span for each in diagnostics(net) if each.code == "personal-data"]
    assert [(each.line - first, each.column) for each in found if each.path == POST] == [(3, 3)]


@pytest.mark.parametrize(
    "name",
    [
        "Lorna Petrie",
        "Anna van der Berg",
        "Iain MacDonald",
        "Niamh O'Neill",
        "Mary-Jane Petrie-Smith",
        "Ùna Nic a' Ghobhainn",
        "Rose Green",
        "Li Wei",
        "Iain Mac an Tàilleir",
        "Lorna Mary Petrie",
    ],
)
def test_every_spelling_of_every_kind_of_name_is_refused(tmp_path: Path, name: str) -> None:
    """The spellings that follow from the description of forms are found, whatever kind of name it is."""
    spelt = list(name_forms.spellings(compared(name)))
    codes = told(masked(tmp_path, name), [f"So it was, and {each} was there too." for each in spelt])
    assert [each for each, found in zip(spelt, codes, strict=True) if "personal-data" not in found] == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Dr Lorna Petrie", ["Lorna Petrie", "Dr. Petrie", "L. Petrie", "lornapetrie"]),
        ("Lorna Petrie", ["Lorna/Petrie", "Lorna—Petrie", "https://e.org/lorna/petrie"]),
        ("Petrie, Lorna", ["Lorna Petrie", "Ms Petrie", "@lorna_petrie"]),
        ("Lorna Petrie, MEd (Hons)", ["Lorna Petrie", "Ms Petrie", "lorna.petrie"]),
        ("Lorna Petrie", ["Lorna Smith-Petrie", "Lorna Petrie-Smith", "Lorna Smith née Petrie", "`lpetrie`"]),
        ("Lorna Petrie", ["lpetrie@example.org", r"`C:\Users\lpetrie`", "MrsLPetrie", "A Mhgr Petrie"]),
        ("Tom Bell", ["tbell@example.org", "@bellt", "[he](mailto:tbell@example.org)"]),
        ("Mary Jane Petrie", ["MaryJanePetrie", "mary-jane-petrie", "maryjanepetrie", "mary.petrie"]),
        ("Anna van der Berg", ["A. van der Berg", "Miss van der Berg", "A. Berg", "annavanderberg"]),
        ("Niamh O'Neill", ["niamh-o'neill", "Niamh O’Neill", "N. ONeill", "Ms O Neill", "niamh.oneill"]),
        ("Iain MacDonald", ["Iain McDonald", "Mr M‘Donald", "I. Mac Donald", "iainmacdonald"]),
        ("Ùna Nic a' Ghobhainn", ["Una Nic a’ Ghobhainn", "A’ Bh-ph. Nic a' Ghobhainn", "u.ghobhainn"]),
        ("Mary-Jane Petrie-Smith", ["Mary‑Jane Petrie‑Smith", "Mary Jane Petrie Smith", "Mary-Jane Petrie"]),
    ],
)  # fmt: skip
def test_kinds_of_names(tmp_path: Path, name: str, said: list[str]) -> None:
    """Titles, degrees, middle names, particles and double-barrelled names; signs that look alike."""
    codes = told(masked(tmp_path, name), [f"So it was, and {each} was there too." for each in said])
    assert [each for each, found in zip(said, codes, strict=True) if "personal-data" not in found] == []


def test_it_is_pointed_to_where_it_stands(tmp_path: Path) -> None:
    """A name of which the source shows less than the page has its place, too."""
    net = masked(tmp_path)
    for words, line, column in (
        ("Words.\n\nThen Lorna <!-- x --> Petrie came.", 3, 6),
        ("Words.\n\nThen Lorna <span></span> Petrie came.", 3, 6),
        ("Words.\n\nThen <ruby>Lor<rt>x</rt>na</ruby> Petrie came.", 3, 6),
        ("Words.\n\nThen [she](https://twitter.com/lornapetrie) came.", 3, 6),
    ):
        net.text(POST, words, title="First", date="2018-01-02")
        first = net.bytes_of(POST).decode().split("\n").index("Words.") + 1
        found = [each.span for each in diagnostics(net) if each.code == "personal-data"]
        assert [each.line - first + 1 for each in found] == [line], words
        assert found[0].column >= column


def test_parts_of_a_name_are_a_warning(tmp_path: Path) -> None:
    """The surname and the first name alone are warned of, where nobody else has them."""
    net = masked(tmp_path)
    said = ["Then Lorna came.", "Then Petrie came.", "It was Lorna's.", "Lorna came.", "**Petrie** came."]
    assert told(net, said) == [{"part-of-a-name"}] * len(said)
    nobodys = ["Then Lorna Doone came.", "The lorna and the petrie.", "A Petrie-like dish.", "Lornas."]
    assert told(net, nobodys) == [set()] * len(nobodys)
    net.change("participants/bea/profile.md", name="Lorna Grant")
    assert told(net, said[:2]) == [set(), {"part-of-a-name"}]


def test_a_word_is_accepted_once_for_a_network(tmp_path: Path) -> None:
    """An accepted word is no warning anywhere; the whole name stays an error."""
    net = masked(tmp_path)
    net.file(
        "accepted.yaml",
        b"words:\n  - word: Petrie\n    by: Nuala\n    when: 2018-01-01\n    why: A dish.\n",
    )
    said = ["Then Petrie came.", "Then Lorna came.", "Then Ms Petrie came.", "Then Lorna Petrie came."]
    assert told(net, said) == [set(), {"part-of-a-name"}, {"personal-data"}, {"personal-data"}]


def test_a_word_that_stands_at_many_places_is_one_warning(tmp_path: Path) -> None:
    """It is one decision: the warning names the other lines, and the first few of many."""
    net = masked(tmp_path)
    net.text(POST, "Lorna came.\n\n" * 9, title="First", date="2018-01-02")
    found = [each for each in diagnostics(net) if each.code == "part-of-a-name"]
    assert [each.message.partition(" It stands")[2] for each in found] == [
        " on lines 8, 10, 12, 14, 16 and 3 more, too."
    ]


def test_words_that_are_names_do_not_alarm(tmp_path: Path) -> None:
    """A word counts as a name only where it is written as one."""
    net = masked(tmp_path, "Rose Green")
    nobodys = [
        "Rose bushes.",
        "It rose. Green is a colour.",
        "They rose, green with envy.",
        "# Green\n\nWords.",
        "In a list:\n\n- Rose\n- Green",
        "The Green Party and a Compass Rose.",
        "Miss a rose, miss green fields.",
        "Voices rose green.",
    ]
    assert told(net, nobodys[:-1]) == [set()] * (len(nobodys) - 1)
    assert told(net, ["Then Rose came.", "So said Green, too."]) == [{"part-of-a-name"}] * 2


def test_folders_in_links_are_not_names(bench: Bench) -> None:
    """An edition puts its own address in the place of a link to somebody's folder, and of a reference."""
    bench.net.text(
        "participants/lorna-petrie/profile.md",
        "A biography.",
        name="Lorna Petrie",
        consent="2018-01-01",
        public_name="Ailsa Thorn",
        public_id="ailsa-thorn",
    )
    bench.net.change(
        "cohorts/c1.yaml", members={"ann": "participant", "bea": "tutor", "lorna-petrie": "tutor"}
    )
    bench.net.text(
        POST,
        "[Hers](../../lorna-petrie/profile.md), [hers][r] and "
        "<a href='../../lorna-petrie/profile.md'>hers</a>.\n\n"
        "[r]: ../../lorna-petrie/profile.md",
        title="First",
        date="2018-01-02",
        with_=["lorna-petrie"],
    )
    assert bench.codes() == []
    assert b"lorna-petrie" not in bench.public()
    bench.say(POST, "See `participants/lorna-petrie/profile.md`.")
    assert bench.codes() == ["personal-data"]


def test_settings_are_looked_through(bench: Bench) -> None:
    """Titles, summaries and the names of files are shown, or are part of addresses."""
    masked_net = masked(bench.folder)
    bench.net = masked_net
    for fields in (
        {"title": "On lornapetrie"},
        {"title": "\u202eeirteP anroL"},
        {"title": "First", "summary": "By Ms Petrie"},
    ):
        bench.net.text(POST, "Words.", date="2018-01-02", **fields)
        assert bench.codes() == ["personal-data"]
    for alias in ("/lornapetrie/", "/2018/ms-petrie/", "/l-petrie/", "/petrie/lorna/"):
        bench.net.text(POST, "Words.", date="2018-01-02", title="First", aliases=[alias])
        assert bench.codes() == ["personal-data"]
    bench.net.remove(POST)
    for name in ("ms-petrie", "l-petrie", "on-lornapetrie"):
        path = f"participants/ann/posts/2018-01-02-{name}.md"
        bench.net.text(path, "Words.", date="2018-01-02", title="First")
        assert bench.codes() == ["personal-data"]
        bench.net.remove(path)


def test_settings_of_records_are_looked_through(bench: Bench) -> None:
    """A setting that names another record in one kind of file is prose in another."""
    bench.net = masked(bench.folder)
    project = {"title": "Need", "school": "S", "area": "feedback", "audience": "public"}
    review = {"date": "2018-03-01", "with": "Ms Petrie", "agreed": ["It"], "audience": "public"}
    event = {"title": "Day", "starts": "2018-02-01", "audience": "public"}
    for path, fields in (
        ("projects/need.md", {**project, "focus": "What Ms Petrie does"}),
        ("participants/ann/plan.md", {"title": "Plan", "audience": "public", "reviews": [review]}),
        ("events/day.md", {**event, "place": "With lornapetrie"}),
        ("events/day.md", {**event, "bring": ["What Dr Petrie lent"]}),
        ("pages/one.md", {"title": "On L. Petrie"}),
    ):
        bench.net.text(path, "Words.", **fields)
        assert "personal-data" in bench.codes(), path
        bench.net.remove(path)


def test_a_word_is_not_a_name_in_one_word(tmp_path: Path) -> None:
    """A name in one word may be a word: it is a name as an account or an address, or with its capitals."""
    net = masked(tmp_path, "Jo King")
    words = [
        "He was joking.",
        "Joking aside.",
        "JOKING!",
        "`joking`",
        "https://example.org/joking/",
        "choking",
    ]
    assert told(net, words) == [set()] * len(words)
    names = ["JoKing", "@joking", "joking@example.org", "jo.king", "joking2", "https://example.org/@joking"]
    assert told(net, names) == [{"personal-data"}] * len(names)


@pytest.mark.parametrize("name", ["Will Young", "Mark Hill", "Grace Hope", "Fiona Green"])
def test_words_near_each_other_are_not_a_name(tmp_path: Path, name: str) -> None:
    """Signs between two words, and an office before one, make no name of what is a word as well."""
    words = [
        "Then I saw the head. Young people came.",
        "The head green team, the teacher hope and the principal hill.",
        "Mark. Hill walking is good.",
        "Rose, Green and Blue are colours.",
        "Faith, Grace, Hope: three words.",
        "We chose Will, Young, and others.",
        "Young (Dr Foster says) and Hill, Mrs Brown said.",
        "Principal Young Learners Award, Head Green Team.",
        "Ms Brown and Young Carers.",
        "A hill, head of all hills; green, teacher-made.",
    ]
    assert [
        each
        for each, found in zip(words, told(masked(tmp_path, name), words), strict=True)
        if "personal-data" in found
    ] == []


def test_what_others_are_called_is_not_told_by_signs(tmp_path: Path) -> None:
    """A surname that somebody else has is a name beside a first name only."""
    net = masked(tmp_path)
    net.change("participants/bea/profile.md", name="Bea Petrie")
    assert told(net, ["Then Lorna, Petrie and others.", "Then Lorna Petrie."]) == [
        {"part-of-a-name"},
        {"personal-data"},
    ]


def test_a_single_name_may_be_a_word(tmp_path: Path) -> None:
    """Somebody with one name is found by it; one that is a word, where it is written as a name."""
    net = masked(tmp_path, "Rose")
    assert told(net, ["Rose bushes.", "It rose.", "So said Rose."]) == [set(), set(), {"personal-data"}]
    net = masked(tmp_path, "Mairead")
    assert told(net, ["Mairead came."]) == [{"personal-data"}]


TITLED = (
    "Ms Reid",
    "Mr S.",
    "Mrs S",
    "Dr J. Kerr",
    "Mgr Mac a' Ghobhainn",
    "A’ Bh-ph. NicLeòid",
    "Ms Ùna",
    "Frau Öz",
)
NOBODY = (
    "A visit to Lady Margaret School.",
    "Miss a turn, and the base is empty.",
    "The doctor and the sister.",
)


@pytest.mark.parametrize("other", [None, "Ailsa Thorn"], ids=["own-name", "pseudonym"])
def test_a_record_of_outreach_names_nobody(tmp_path: Path, other: str | None) -> None:
    """Every form of everybody's name is found there, and whoever has a title; whether or not it is shown."""
    net = masked(tmp_path)
    net.change("participants/supply-teacher/profile.md", public_name=other, public_id=other and "ailsa-thorn")
    folders = [each for each in (*JOINED, *HIDDEN) if "supply-teacher" in each]
    forms = [each for each in (*HIDDEN, *JOINED, *CALLED, *ACROSS, *TITLED) if other or each not in folders]
    texts = [*(f"So it was.\n\n{each} was there." for each in (*forms, "Lorna", "Petrie")), *NOBODY]
    paths = [f"outreach/records/2018-02-01-visit-{number}.md" for number in range(len(texts))]
    for path, each in zip(paths, texts, strict=True):
        net.text(path, each, title="Visit", date="2018-02-01", time={"visit": "1 h"}, audience="private")
    named = {each.span.path for each in diagnostics(net) if each.code == "person-named"}
    assert [each for path, each in zip(paths, texts, strict=True) if path not in named] == list(NOBODY)


WORDS_AS_NAMES = (
    "Rose Green",
    "Will Young",
    "Grace Hope",
    "Mark Hill",
    "Faith White",
    "Joy Park",
    "June Wood",
    "Grant Bell",
    "Heather Brook",
    "Robin Page",
)


def test_running_text_hardly_alarms(tmp_path: Path) -> None:
    """Of 10,000 words of the sample at most one alarms, where the names of ten people are words as well."""
    net = small(tmp_path)
    for number, name in enumerate(WORDS_AS_NAMES):
        net.text(
            f"participants/someone-{number}/profile.md",
            name=name,
            consent="2018-01-01",
            public_name=f"Mask {number}",
            public_id=f"mask-{number}",
        )
    texts = [
        path.read_text(encoding="utf-8").partition("\n---\n")[2]
        for path in sorted((ROOT / "content").glob("participants/*/[pr]*/*.md"))
    ]
    words = sum(len(each.split()) for each in texts)
    alarms = [each for each, found in zip(texts, told(net, texts), strict=True) if found]
    assert words > 20_000
    assert len(alarms) <= words / 10_000
    assert told(net, ["Then Rose came."]) == [{"part-of-a-name"}]


COMMON = (
    "Lorna Petrie",
    "Fiona Cowan",
    "Iain MacDonald",
    "Anna van der Berg",
    "Grace Whipple",
    "Maria Berry",
)
ENDINGS = ("", "'s", "s", "ing", "ed", "ness", "-like")


@pytest.mark.parametrize("together", [1, 8], ids=["words", "sentences"])
def test_english_hardly_alarms(together: int) -> None:
    """Of 10,000 words of English at most one alarms: by itself, with an ending, or in a sentence.

    A word is what a list of words writes in small letters. What it writes with a capital is a name (Fiona,
    Rose): to find that is no false alarm, so it is not counted. Ten people have a name that is one of the
    words in two. Every eighth word begins a sentence, with a capital, and stands beside the next ones.
    """
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    listed = [*FREQUENCY_LISTS["english_wikipedia"], *FREQUENCY_LISTS["us_tv_and_film"]][::4]
    words = [f"{each}{ENDINGS[number % len(ENDINGS)]}" for number, each in enumerate(listed)]
    lines = [" ".join(words[at : at + together]) for at in range(0, len(words), together)]
    halved = [f"{each[:3]} {each[3:]}" for each in listed if len(each) > 6][::1000][:10]
    names = [compared(each) for each in (*WORDS_AS_NAMES, *COMMON, *halved)]
    forms = {form for each in names for form in name_forms.of_person("real-name", each)}
    text = "".join(f"{each.capitalize()}.\n" if together > 1 else f"{each}\n" for each in lines)
    found = look(POST, text, [Passage(text, 1, 1)], sorted(forms))
    assert len(words) > 10_000 and len(halved) > 5
    assert len(found) <= len(words) / 10_000


LOOKING = """
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
from generator.source.privacy import name_forms
from generator.source.privacy.names import look
from generator.source.reader import passages
names = tuple(name_forms.of_person("real-name", "lorna petrie"))
assert look(sys.argv[1], *passages(sys.argv[1], sys.stdin.buffer.read()), names)
"""


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["Lorna A ", "Lorna <b> *", "Mrs A. B. ", "L. ", "[Lorna](x)", "<!-- Lorna"])
def test_no_text_of_beginnings_takes_long(unit: str) -> None:
    """The largest text of beginnings of a name is looked through; the limit stops what would never end."""
    text = "---\ntitle: First\ndate: 2018-01-02\n---\n" + (unit * MOST_BYTES)[: MOST_BYTES - 100]
    command = [sys.executable, "-c", LOOKING, POST]
    data = f"{text}\n\nMs Petrie".encode()
    assert subprocess.run(command, input=data, cwd=ROOT, env=surroundings(), check=False).returncode == 0
