"""The gate before the public edition: personal data stays in until a reviewer has accepted it.

It does so whatever is built in whichever order.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import phonenumbers
import pytest

from generator.engine.outcome import Outcome
from tests.support import Records, build, clean, command, differences, tree

POST = "participants/ann/posts/2018-01-02-first.md"
OTHER = "participants/bea/posts/2018-01-03-other.md"
NUMBER = "0131 225 3355"

PERSONAL = {
    "email": """fiona.mackay@school.sch.uk|<mailto:fiona@glow.scot>|fiona&#64;glow.scot
        |fiona&commat;glow.scot|fiona\\_m@glow.scot|[w](mailto:fiona%40glow.scot)|_fiona@glow.scot_
        |fi\u2066ona&#x40;glow.scot|fi\u00adona@glow.scot|Fiona@GLOW.SCOT.|https://fiona@glow.scot/x""",
    "telephone": """0131 225 3355|(0131) 225-3355|+44 7911 123456|07911123456|07700 900123
        |+44 (0)131 225 3355|[call](tel:+441312253355)|0131\u00a0225\u00a03355|0131 225 3355 2018
        |07911\u2011123\u2011456|Tel:0131 225 3355|_07911 123456_
        |3. 0131 225 3355""",
    "ni": "AB123456C|ab 12 34 56 c|AB-12-34-56-C|(QQ 12 34 56 C)|AB\uff11\uff12\uff13\uff14\uff15\uff16C",
    "nhs": "943 476 5919|NHS number 9434765919|4010232137|401-023-2137|CHI: 010170 1233",
    "scn": "141234560|(SCN 141234560)|_141234560_",
    "postcode": "EH1 1YZ|eh8 9yl|EH11YZ|SW1A 1AA|G2 3BZ.|PH1 5EN,|**KY16 9AJ**|_EH8 9YL_",
}
"""Texts that must alarm, by kind."""

NOBODYS = """2018-01-15|2018/19 and 2019/20|slm-2012.3.3|3.1.2 and 3.10|08:30 to 15:45
        |09.30-10.15 11.00|09:30 - 10:15 - 11:00|https://example.org/0131/2253355/9434765919
        |https://books.org/dp/0415345678|someone@example.org|someone@mail.example.com|icon@2x.png|@fiona
        |https://social.scot/@fiona|git@forge.org:us/ours.git|pkg@1.2.3|ISBN 0 415 34567 8|ISBN 0415345678
        |ISBN 978-0-13-468599-1|978 0 13 468599 1|doi:10.1080/13674580601|S1 2nd period|P7 3rd set
        |b1 2nd year|S3 3RD SET|01 02 03 04 05 06|1,234,567,890|photo-07911123456.jpg|GB123456C
        |BG 12 34 56 C|AB 12 34 56 E|943 476 5918|141234561|222 222 2222|111111111|3.0123456789|R2 5XX
        |Q1 1AA|5 x 20 minutes|#0131225335|P1-P3 and S1-S6|a@b|12:00 @ the gym.now|x = 2.718281828459
        |IMG_0131 2253|1 2 3 4 5 6 7 8 9 10 11 12|2018 2019 2020 2021|IMG_07911123456|a_141234560_b
        |0131 225"""
"""Texts that must not alarm.

They are dates, times, standards, books, addresses with numbers, and numbers that were never issued.
"""


def issued() -> Iterator[str]:
    """Yield telephone numbers that have been issued by the library's own data, which each release changes."""
    free = phonenumbers.example_number_for_type("GB", phonenumbers.PhoneNumberType.TOLL_FREE)
    abroad = phonenumbers.example_number_for_type("IE", phonenumbers.PhoneNumberType.FIXED_LINE)
    assert free is not None and abroad is not None
    yield phonenumbers.format_out_of_country_calling_number(free, "GB")
    yield phonenumbers.format_number(abroad, phonenumbers.PhoneNumberFormat.INTERNATIONAL).replace("+", "00")


def texts(listed: str) -> list[str]:
    """The texts of a list."""
    return [each.strip() for each in listed.split("|")]


def small(folder: Path) -> Records:
    """Two people who consent, a post of each for everyone; Bea has a co-writer's pseudonym to be."""
    net = Records(folder)
    net.text("network.yaml", title="N", address="https://example.org/")
    net.text(
        "cohorts/c1.yaml",
        title="C",
        starts="2018-01-01",
        ends="2018-03-31",
        audience="public",
        members={"ann": "participant", "bea": "tutor"},
    )
    net.text("participants/ann/profile.md", "A biography.", name="Ann Ross", consent="2018-01-01")
    net.text("participants/bea/profile.md", "A biography.", name="Bea Grant", consent="2018-01-01")
    net.text(POST, "Words.", title="First", date="2018-01-02")
    net.text(OTHER, "Other words.", title="Other", date="2018-01-03")
    return net


class Bench:
    """A network that is built again and again with one cache, and each time held against a clean build."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.net = small(folder)

    def build(self) -> Outcome:
        """Build what is described. What stands there afterwards is what a clean build makes of it."""
        outcome = build(self.net.write(), self.folder / "site", self.folder / "cache", keep_going=True)
        assert (
            differences(
                tree(self.folder / "site"), clean(self.net.content, self.folder / "clean", keep_going=True)
            )
            == []
        )
        return outcome

    def codes(self) -> list[str]:
        """The codes of a build."""
        return [each.code for each in self.build().diagnostics]

    def public(self) -> bytes:
        """All bytes of the public edition, and all its paths."""
        return b"\n".join(
            path.encode() + b"\n" + data
            for path, data in tree(self.folder / "site").items()
            if path.startswith("public/")
        )

    def say(self, path: str, body: str) -> None:
        """Write another body."""
        self.net.texts[path] = (self.net.texts[path][0], body)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """A network to build."""
    return Bench(tmp_path)


def found(net: Records, lines: list[str]) -> dict[int, set[str]]:
    """Return the sentences of `enquiry check` on posts with these texts, by the number of the text.

    Each is in a post of its own.
    """
    for number, line in enumerate(lines):
        net.text(
            f"participants/ann/posts/2018-02-01-text-{number}.md",
            line,
            title="One of them",
            date="2018-02-01",
        )
    sentences: dict[int, set[str]] = {}
    for row in command(
        "check", "--content", net.write(), "--cache", net.folder / "cache"
    ).stdout.splitlines():
        if "[personal-data]" in row:
            number = int(row.partition("-text-")[2].partition(".md:")[0])
            sentences.setdefault(number, set()).add(row.partition("[personal-data] ")[2])
    return sentences


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("email", "An e-mail address"),
        ("telephone", "A telephone number"),
        ("ni", "A National Insurance number"),
        ("nhs", "An NHS number"),
        ("scn", "A Scottish Candidate Number"),
        ("postcode", "A postcode"),
    ],
)
def test_each_kind_is_found_as_people_write_it(tmp_path: Path, kind: str, words: str) -> None:
    """Every text of the table, as what it is and nothing else."""
    plain = [*texts(PERSONAL[kind]), *(issued() if kind == "telephone" else ())]
    lines = [*plain, *(f"Caf\u00e9: {each}" for each in plain)]
    sentences = found(small(tmp_path), lines)
    assert {
        line: [each.startswith(words) for each in sorted(sentences.get(number, ()))]
        for number, line in enumerate(lines)
    } == {line: [True] for line in lines}


def test_settings_do_not_hide_each_other(bench: Bench) -> None:
    """The end of one text and the beginning of the next are no word together."""
    bench.net.text(POST, "Words.", title="Call AB123456C", summary="Afterwards more", date="2018-01-02")
    assert bench.codes() == ["personal-data"]


def test_what_is_nobodys_does_not_alarm(tmp_path: Path) -> None:
    """False alarms teach people to accept without looking."""
    lines = texts(NOBODYS)
    assert {lines[number]: each for number, each in found(small(tmp_path), lines).items()} == {}


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "@",
        "a@",
        "a@b.",
        "0 ",
        "0131 ",
        "01-",
        "+4",
        "((0",
        "&#64;",
        "\\@",
        "fiona ",
        "fiona <b>",
        "fiona*",
        "1",
        "111 111 ",
        "AB12 34 56 ",
        "EH1 1Y",
        "://0131 ",
        "fiona[^",
        "fiona](",
        "fiona [",
        "fiona <",
        "a<b ",
        "a[a](",
        "a*_",
        "a*fiona ",
        "fiona\\ ",
        "\u0430",
        "fiona &#32;",
        "<!--",
        "a<!--",
        "https://fiona%20",
        "\\u0046",
    ],
)
def test_no_text_takes_longer_than_its_length(tmp_path: Path, unit: str) -> None:
    """As much of what patterns stumble over as is read at all. Where one did, this would not end today."""
    net = small(tmp_path)
    net.file("never-publish.txt", b"Fiona Mackay\n")
    net.text("pages/hostile.md", "", title=(unit * 60_000)[:60_000].replace("\n", " "))
    net.text(
        POST,
        f"```\nfiona {(unit * 250_000).encode()[:250_000].decode(errors='ignore')}\n```",
        title="First",
        date="2018-01-02",
    )
    assert command("check", "--content", net.write(), "--cache", tmp_path / "cache").returncode in (0, 1)


@pytest.mark.parametrize("audience", ["public", "cohort", "facilitators", "private"])
def test_the_audience_decides(bench: Bench, audience: str) -> None:
    """An error for everyone's eyes, a warning for the cohort's, nothing for those whose business it is."""
    bench.net.text(POST, f"Call {NUMBER}.", title="First", date="2018-01-02", audience=audience)
    assert bench.codes() == {"public": ["personal-data"], "cohort": ["personal-data-in-cohort"]}.get(
        audience, []
    )


def test_what_is_narrowed_is_judged_as_it_is_shown(bench: Bench) -> None:
    """Without its writer's consent, or below a post for the cohort, no text is public.

    It does not matter what it says of itself.
    """
    bench.say(POST, f"Call {NUMBER}.")
    assert bench.codes() == ["personal-data"]
    bench.net.change("participants/ann/profile.md", consent=None)
    assert bench.codes() == ["personal-data-in-cohort"]
    bench.net.change("participants/ann/profile.md", consent="2018-01-01")
    bench.net.text(POST, f"Call {NUMBER}.", date="2018-01-03", reply_to="bea/other")
    assert bench.codes() == ["personal-data"]
    bench.net.change(OTHER, audience="cohort")
    assert bench.codes() == ["personal-data-in-cohort"]


PLACES = [
    (POST, {"title": NUMBER}),
    (POST, {"summary": f"Call\n{NUMBER}"}),
    ("participants/ann/profile.md", {"school": NUMBER}),
    ("pages/p.md", {"summary": NUMBER}),
    ("participants/ann/profile.md", {"links": [{"title": "Me", "url": "mailto:ann@glow.scot"}]}),
    ("cohorts/c1.yaml", {"summary": NUMBER}),
    ("cohorts/c1.yaml", {"phases": [{"id": "p", "title": "P", "text": NUMBER}]}),
    ("cohorts/c1.yaml", {"phases": [{"id": "p", "title": NUMBER}]}),
    ("cohorts/c1.yaml", {"prompts": [{"id": "q", "title": "Q", "text": NUMBER}]}),
    ("cohorts/c1.yaml", {"prompts": [{"id": "q", "title": NUMBER}]}),
    ("cohorts/c1.yaml", {"title": NUMBER}),
    ("cohorts/c1.yaml", {"programme": NUMBER}),
    ("cohorts/c1.yaml", {"showcase": [{"post": "ann/first", "why": NUMBER}]}),
    ("cohorts/c1.yaml", {"members": {"ann": {"role": "participant", "school": NUMBER}, "bea": "tutor"}}),
    ("events/day.md", {"place": NUMBER}),
    ("network.yaml", {"tagline": NUMBER}),
    ("standards/own.yaml", {"title": NUMBER}),
]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "fields"), PLACES, ids=lambda each: each if isinstance(each, str) else next(iter(each))
)
def test_settings_are_looked_through(bench: Bench, path: str, fields: dict[str, object]) -> None:
    """In every place that is shown it is an error.

    With --keep-going its record stays out, and nothing is published where everything stands on it.
    """
    bench.net.text("pages/p.md", "Words.", title="P")
    bench.net.text("events/day.md", "Words.", title="Day", starts="2018-02-01", audience="public")
    bench.net.text("standards/own.yaml", elements=[{"id": "own.one", "title": "One"}])
    bench.net.change("network.yaml", standards=["own"])
    bench.net.change(path, **fields)
    outcome = build(bench.net.write(), bench.folder / "other", bench.folder / "cache", keep_going=True)
    assert [(each.span.path, each.code) for each in outcome.diagnostics] == [(path, "personal-data")]
    assert outcome.written == (path not in ("network.yaml", "standards/own.yaml"))
    assert not [
        name
        for name, data in tree(bench.folder / "other").items()
        if NUMBER.encode() in data or b"ann@glow" in data
    ]
    if path.startswith("standards/"):
        bench.net.change("network.yaml", standards=None)
        assert bench.codes() == []  # a catalogue that is not in use is on no page


def test_what_a_pseudonym_hides_is_the_cohorts(bench: Bench) -> None:
    """Instead of somebody's name and links the public edition shows the pseudonym.

    The cohort's shows both.
    """
    bench.net.change("participants/ann/profile.md", links=[{"title": "Me", "url": "mailto:ann@glow.scot"}])
    assert bench.codes() == ["personal-data"]
    bench.net.change("participants/ann/profile.md", public_name="A teacher", public_id="a-teacher")
    assert bench.codes() == ["personal-data-in-cohort"]
    assert b"ann@glow" not in bench.public()


def test_nothing_is_written_with_an_error(bench: Bench) -> None:
    """The published site stays as it was."""
    bench.build()
    before = tree(bench.folder / "site")
    bench.say(POST, f"Call {NUMBER}.")
    assert not build(bench.net.write(), bench.folder / "site", bench.folder / "cache").written
    assert tree(bench.folder / "site") == before


def test_a_change_of_words_does_not_slip_past(bench: Bench) -> None:
    """Neither a number nor a name passes in a body that was clean when it was last read.

    It is clean again when they go.
    """
    bench.net.file("never-publish.txt", b"Fiona Mackay\n")
    assert bench.codes() == []
    for words in (f"Call {NUMBER}.", "So said fiona  mackay."):
        bench.say(POST, words)
        assert bench.codes() == ["personal-data"]
        assert b"First" not in bench.public()
        bench.say(POST, "Clean words.")
        assert bench.codes() == []
        assert b"First" in bench.public()


@pytest.mark.slow
def test_names_depend_on_other_files(bench: Bench) -> None:
    """Texts that nobody touches are judged anew when the list changes.

    They are, too, when somebody takes a pseudonym or lays it down.
    """
    bench.say(POST, "So said Fiona Mackay, and Bea Grant agreed.")
    assert bench.codes() == []
    bench.net.file("never-publish.txt", b"Fiona Mackay\n")
    assert bench.codes() == ["personal-data"]
    bench.net.file("never-publish.txt", b"# nobody\n")
    assert bench.codes() == []
    bench.net.change("participants/bea/profile.md", public_name="A tutor", public_id="a-tutor")
    assert bench.codes() == ["personal-data"]
    bench.net.change(POST, audience="cohort")
    assert bench.codes() == []
    bench.net.change(POST, audience=None)
    bench.net.change("participants/bea/profile.md", public_name=None, public_id=None)
    bench.net.remove("never-publish.txt")
    assert bench.codes() == []


WRITTEN = (
    "FIONA MACKAY",
    "Fi\u00adona Mackay",
    "Fiona &shy;Mackay",
    "Fiona\u200b Mackay",
    "Mackay, Fiona",
    "[Fiona](https://example.org/) Mackay",
    "Fiona<br>Mackay",
    "https://example.org/fiona-mackay",
    "[her page](https://example.org/people/fiona_mackay)",
    "[asked](https://example.org/?q=Fiona%20Mackay)",
    "**Fiona** *Mackay*",
    "![Fiona Mackay](https://example.org/x.png)",
    "Fiona [Mackay](https://example.org/)",
    "Fi[on](https://example.org/)a Mackay",
    "[Fion][r]a Mackay",
    "[Fiona][r] Mackay",
    "F[iona][r] Mackay",
    "Fiona[^1] Mackay",
    "<https://example.org/f%C3%AFona-mackay>",
    "F*i*ona Mackay",
    "Fiona **Mac**kay",
    "*F*iona **Mac***kay*",
    "Fiona `Mac`kay",
    "~~Fi~~ona Mackay",
    "_F_*iona* Mackay",
    "F<b>io</b>na Mackay",
    "Fiona M<b class='x'>a</b>ckay",
    "Fi<!-- -->ona Mackay",
    "Fi<b title='Fiona Mackay'>x</b>ona",
    "Fiona <b class='x'>Mackay</b>",
    "Fiona<br class='x' />\nMackay",
    "Fiona\\\nMackay",
    "Fiona\\ Mackay",
    "**Mackay**, *Fiona*",
    "Fi&ZeroWidthSpace;ona Mackay",
    "Fi\u034fona Mackay",
    "Fi&#111;na Mackay",
    "Fi&#x6f;na Mackay",
    "&#70;iona Mackay",
    "Fiona&nbsp;Mackay",
    "Fiona&#32;Mackay",
    "Fi\u043ena Mackay",
    "Fi\u03bfna M\u0430\u0441kay",
    "Fion\u00e4 Mackay",
    "Fiona\u0308 Mackay",
    "Fion&auml; Mackay",
    "\uff26iona Mackay",
    "F\u0406ONA \u039cACKAY",
    "Fi\u00ad*o*na Mackay",
)


@pytest.mark.parametrize("why", ["never-publish", "pseudonym"])
def test_a_name_is_found_as_people_write_it(tmp_path: Path, why: str) -> None:
    """A name is found in capitals, over a line's end, in a link, in an address, in letters of other scripts.

    It is found with marks and references and what is not seen within it. It is pointed to where it stands.
    """
    net = small(tmp_path)
    net.text(
        POST,
        "\n\n".join(f"So said {words}, and went on." for words in WRITTEN),
        title="First",
        date="2018-01-02",
    )
    assert "personal-data" not in [
        each.code
        for each in build(
            net.write(), tmp_path / "site", tmp_path / "cache", editions=("public",)
        ).diagnostics
    ]
    if why == "never-publish":
        net.file("never-publish.txt", b"Fiona Mackay\n")
    else:
        net.change(
            "participants/bea/profile.md", name="Fiona Mackay", public_name="A tutor", public_id="a-tutor"
        )
    found = [
        each.span
        for each in build(
            net.write(), tmp_path / "site", tmp_path / "cache", editions=("public",)
        ).diagnostics
        if each.code == "personal-data"
    ]
    lines = net.bytes_of(POST).decode().split("\n")
    wanted = {number: line for number, line in enumerate(lines, 1) if line.startswith("So said ")}
    assert [line for number, line in wanted.items() if number not in {each.line for each in found}] == []
    assert [
        (wanted.get(each.line), each.column)
        for each in found
        if each.line not in wanted or not 9 <= each.column <= 21
    ] == []


def test_a_name_is_found_as_yaml_spells_it(bench: Bench) -> None:
    """In a title with its letters by their numbers, or over a line's end that is passed over."""
    bench.net.file("never-publish.txt", b"Fiona Mackay\n")
    for title in (
        r"\x46iona Mackay",
        r"F\u0069ona Mackay",
        r"\U00000046iona\_Mackay",
        "Fio\\\n  na Mackay",
        "Fiona\n  Mackay",
    ):
        bench.net.file("pages/p.md", f'---\ntitle: "{title}"\n---\nWords.\n'.encode())
        assert bench.codes() == ["personal-data"], title


def test_words_near_each_other_are_no_name(bench: Bench) -> None:
    """Nor is a folder's name in a link between files."""
    bench.net.file("never-publish.txt", b"Fiona Mackay\n")
    bench.say(
        POST,
        (
            "Fiona met Mackay. Fionas Mackay. See [that](https://example.org/fiona) and "
            "[Mackay](../../bea/profile.md).\n\nFiona, *Mackay* and Fiona*s* Mackay*son*; Fiona. Mackay. "
            "I met Fiona.\n\nMackay came.\n\n"
            "| Fiona | one |\n| --- | --- |\n| two | Mackay |"
        ),
    )
    assert [each for each in bench.codes() if each != "own-address"] == []


@pytest.mark.parametrize(
    "body",
    [
        "Fiona\n* Mackay",
        "Fiona\n\nMackay",
        "Those:\n\n* Fiona\n* Mackay",
        "Those:\n\n| Fiona | Mackay |\n| --- | --- |\n| one | two |",
        "<p>Fiona</p><p>Mackay</p>",
    ],
)
def test_the_parts_of_a_name_in_blocks_that_follow_each_other_are_one(bench: Bench, body: str) -> None:
    """They are in two paragraphs, list items or cells with nothing between them, as in a table of names."""
    bench.net.file("never-publish.txt", b"Fiona Mackay\n")
    bench.say(POST, body)
    assert set(bench.codes()) == {"personal-data"}


def test_folders_are_not_names(bench: Bench) -> None:
    """References by a folder's name are turned into the pseudonym's, so they give nothing away."""
    bench.net.remove(OTHER)
    bench.net.remove("participants/bea/profile.md")
    bench.net.text(
        "participants/bea-grant/profile.md",
        "A biography.",
        name="Bea Grant",
        consent="2018-01-01",
        public_name="A tutor",
        public_id="a-tutor",
    )
    bench.net.change("cohorts/c1.yaml", members={"ann": "participant", "bea-grant": "tutor"})
    bench.net.text(
        POST, "[Hers](../../bea-grant/profile.md)", title="First", date="2018-01-02", with_=["bea-grant"]
    )
    assert bench.codes() == []
    assert b"bea-grant" not in bench.public()
    assert b"Bea Grant" not in bench.public()


@pytest.mark.parametrize("name", ["never-publish.txt", "accepted.yaml"])
def test_what_it_is_told_is_not_published(bench: Bench, name: str) -> None:
    """Neither by a link nor by a picture's address."""
    bench.net.file("never-publish.txt", b"Fiona Mackay\n")
    bench.net.file("accepted.yaml", b"accepted: []\n")
    bench.say(POST, f"[a](../../../{name}) ![b](../../../{name})")
    assert sorted(bench.codes()) == ["asset-kind", "broken-link"]
    assert not [
        path
        for path, data in tree(bench.folder / "site").items()
        if b"Fiona" in data or "never-publish" in path or "accepted" in path
    ]


def test_a_list_that_cannot_be_read_stops_everything(bench: Bench) -> None:
    """Without the list nobody knows what to keep back, so nothing is written, --keep-going or not."""
    bench.build()
    before = tree(bench.folder / "site")
    bench.net.file("never-publish.txt", "José Müller\n".encode("latin-1"))
    outcome = build(bench.net.write(), bench.folder / "site", bench.folder / "cache", keep_going=True)
    assert ([each.code for each in outcome.diagnostics], outcome.written) == (["not-utf-8"], False)
    assert tree(bench.folder / "site") == before


def enquiry(bench: Bench, *words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    """The command, as a reviewer types it."""
    done = command(*words, "--content", bench.net.content)
    assert (done.returncode, "Traceback" in done.stderr) == (code, False), done.stderr
    return done


def accept(bench: Bench, place: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    """`enquiry accept` for this place."""
    return enquiry(
        bench,
        "accept",
        place,
        "--by",
        "Nuala Brennan",
        "--why",
        "It is the school's: a switchboard.",
        "--date",
        "2026-11-21",
        code=code,
    )


@pytest.mark.slow
def test_a_reviewer_accepts(bench: Bench) -> None:
    """It accepts one finding at its place, with who, when and why.

    The finding stays accepted when it moves, and another number there is not.
    """
    bench.say(POST, f"Call {NUMBER} or 07911 123456.")
    bench.net.write()
    assert accept(bench, f"{POST}:6:6").stdout.strip().endswith("content/accepted.yaml")
    assert (
        accept(bench, str(bench.net.content / f"{POST}:6:23")).stderr
        == "Accepted: a telephone number (07…).\n"
    )
    bench.net.file("accepted.yaml", (bench.net.content / "accepted.yaml").read_bytes())
    assert bench.net.raw["accepted.yaml"].decode().splitlines()[1:7] == [
        "accepted:",
        f"  - file: {POST}",
        *bench.net.raw["accepted.yaml"].decode().splitlines()[3:4],
        "    by: Nuala Brennan",
        "    when: 2026-11-21",
        '    why: "It is the school\'s: a switchboard."',
    ]
    assert bench.codes() == []
    bench.net.file("accepted.yaml", bench.net.raw["accepted.yaml"].replace(POST.encode(), OTHER.encode()))
    assert bench.codes() == ["unused-acceptance", "unused-acceptance", "personal-data", "personal-data"]
    bench.net.file(
        "accepted.yaml",
        (bench.net.content / "accepted.yaml").read_bytes().replace(OTHER.encode(), POST.encode()),
    )
    bench.say(POST, f"Words before.\n\n(0131)-225-3355, as before, {NUMBER}. And 07911 123456.")
    assert bench.codes() == []
    bench.say(POST, f"Call {NUMBER} or 07911 123457.")
    assert bench.codes() == ["unused-acceptance", "personal-data"]
    assert b"Nuala" not in bench.public()


@pytest.mark.slow
def test_what_cannot_be_accepted(bench: Bench) -> None:
    """A wrong place, a second time, or a file of another shape gives a sentence. Nothing is written."""
    bench.say(POST, f"Call {NUMBER}.")
    bench.net.write()
    assert "this does: 6:6" in accept(bench, f"{POST}:1:1", code=2).stderr
    assert "is not a place" in accept(bench, POST, code=2).stderr
    assert "Nothing at" in accept(bench, "../../../etc/passwd:1:1", code=2).stderr
    accepted = bench.net.content / "accepted.yaml"
    assert not accepted.exists()
    accepted.write_text("accepted: []\n")
    accept(bench, f"{POST}:6")
    assert accepted.read_text().startswith("accepted:\n  - file: ")
    accepted.write_text("accepted: [\n")
    assert "accepted.yaml:" in accept(bench, f"{POST}:6", code=2).stderr
    accepted.unlink()
    (bench.folder / "elsewhere.yaml").write_text("")
    accepted.symlink_to(bench.folder / "elsewhere.yaml")
    assert "is a symbolic link" in accept(bench, f"{POST}:6", code=2).stderr
    assert accepted.is_symlink()
    assert (
        "Say --by whom"
        in enquiry(bench, "accept", f"{POST}:6", "--by", " ", "--why", "It is ours.", code=2).stderr
    )
    accepted.unlink()
    accept(bench, f"{POST}:6")
    assert "is accepted already" in accept(bench, f"{POST}:6", code=2).stderr


def test_messages_do_not_repeat_what_they_found(bench: Bench) -> None:
    """The logs of a forge may be public: neither the number nor the name is in any format of the output."""
    bench.net.file("never-publish.txt", b"Fiona Mackay\nZ\n")
    bench.say(
        POST, f"Fiona Mackay, {NUMBER}, fiona@glow.scot, AB 12 34 56 C, 943 476 5919, 141234560, EH8 9YL."
    )
    bench.net.write()
    said = "".join(
        enquiry(bench, "check", "--format", style, code=1).stdout for style in ("text", "json", "github")
    )
    assert not [
        each
        for each in ("Fiona", "Mackay", "fiona", "225", "glow", "3456", "12 34", "476", "8 9", "YL")
        if each in said.replace("EH…", "").replace(str(bench.net.content), "")
    ]
