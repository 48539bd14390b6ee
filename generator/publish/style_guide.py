"""The style guide: the parts of the theme, for authors of themes.

Each part is shown by the template that shows it everywhere, filled with samples. The people and their words
are made up, and nothing of the network is in them: the page is the same in every edition.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from generator.publish import samples
from generator.publish.composer.composer import Composer
from generator.publish.composer.tags import shortened
from generator.publish.dates import day
from generator.publish.pages.posts import DEEPEST_LEVEL, folded
from generator.publish.samples import ADDRESS, BEN, COHORT, LONG, MORAG, PHASES, SCHOOL, STANDARDS, WEI
from generator.publish.views.digest import DigestCell, DigestGroup, DigestRow, DigestView, Elsewhere
from generator.publish.views.front import PickView, Programme, ShowcaseGroup, ShowcaseView
from generator.publish.views.lists import ListGroup, ListView
from generator.publish.views.parts import Anchor, Card, Count, RichText, Tag
from generator.publish.views.person import Coverage, PersonView, Role
from generator.publish.views.post import PostView, ReplyForm, ReplyTarget, ThreadItem, Writer
from generator.publish.views.style import Specimen, StyleView

INDEX: Final = (
    Count(COHORT.title, COHORT.address, 24, "January to March"),
    Count(MORAG.title, MORAG.address, 1),
    Count("Something nobody has written on", "", 0),
)

TEXTS: Final = {
    b"style: prose": (
        "<p>On Tuesday I stopped asking the next question. I counted to five instead, behind my back, "
        "and the silence was so loud that two boys at the window turned round. "
        "Then <em>Ailsa</em>, who has not volunteered a word since August, said: <strong>"
        "“But what if it’s both?”</strong>"
        '<sup class="footnote-ref"><a href="#fn1" id="fnref1">[1]</a></sup></p>'
        '<h2 id="counting">What counting does</h2>'
        "<p>I had thought of waiting as something that I gave to them. It turned out to be something "
        "that I took from myself.</p>"
        "<h3>Three things I wrote down</h3>"
        "<ol><li>Five seconds is longer than it sounds.</li><li>The second answer is better than the "
        "first.<ul><li>It is also more often a girl’s.</li></ul></li><li>I talk over the third.</li></ol>"
        '<div class="markdown-alert markdown-alert-tip" role="note"><p class="markdown-alert-title">Tip</p>'
        "<p>Count behind your back: they watch your hands.</p></div>"
        "<blockquote><p>You say “take your time” and look at the clock.</p></blockquote>"
        '<div class="scroll" role="group" aria-label="Table" tabindex="0"><table>'
        '<thead><tr><th>Lesson</th><th class="align-right">Answers</th><th class="align-right">'
        "Of more than a sentence</th></tr></thead>"
        '<tbody><tr><td>Before</td><td class="align-right">31</td><td class="align-right">4</td></tr>'
        '<tr><td>With counting</td><td class="align-right">22</td><td class="align-right">13</td></tr>'
        "</tbody></table></div>"
        "<p>The tally is kept as <code>seconds, who, words</code>, one line an answer:</p>"
        '<pre tabindex="0"><code>5, window, 14\n6, back row, 31\n</code></pre><hr>'
        '<section class="footnotes"><ol class="footnotes-list"><li id="fn1" class="footnote-item">'
        '<p>Her name is another one. <a href="#fnref1" class="footnote-backref">↩︎</a></p>'
        "</li></ol></section>"
    ),
    b"style: biography": (
        "<p>Teaches the upper years on an island of ninety people, and is learning to wait.</p>"
    ),
    **{
        f"style: reply {number}".encode(): f"<p>{text}</p>"
        for number, text in enumerate(
            (
                (
                    "What did you do with your face while you counted? I tried it today, and mine was so "
                    "expectant that nobody dared to speak."
                ),
                "I looked at the floor. It is a good floor.",
                (
                    "Then they were not waiting for you any more. Could it be that which helped, and not the "
                    "seconds?"
                ),
                "It could. How would one tell the two apart?",
                (
                    "Look at them for five seconds on Monday, and at the floor on Wednesday. Same class, "
                    "same kind of question."
                ),
                "I can do that. I shall hate Monday.",
                "Write down what it is that you hate. That is the part I’d read first.",
                "On Monday a boy asked whether I was well.",
            )
        )
    },
}
"""The longer texts of the samples as HTML, by the keys that their `RichText` has in the place of a digest."""


def view(composer: Composer) -> StyleView:
    """Return the view of the page."""
    head = composer.frame.head(
        "Style guide", ADDRESS, description="The parts of this theme, with made-up people and words."
    )
    return StyleView(
        head=head,
        phases=PHASES,
        entries=tuple(_entries()),
        prose=RichText(b"style: prose"),
        post=_post(composer),
        person=_person(composer),
        digest=_digest(composer),
        index=ListView(head, (ListGroup("An index", INDEX),)),
        showcase=ShowcaseView(head, (_showcase(),)),
        today=samples.today(),
        search=samples.search(head),
        coverage=samples.coverage(head),
        sociogram=samples.conversation(),
        people=samples.PEOPLE,
        timeline=samples.timeline(head),
        waiting=samples.waiting(head),
        occasions=samples.calendar_rows(),
        month=samples.month(head),
        plan=samples.development_plan(head),
        project=samples.project(head),
        request=samples.request(head),
        form=samples.form(head),
    )


def _showcase() -> ShowcaseGroup:
    pick = PickView(
        _card("cohort-1", "The silence at the window"),
        "It changes its mind halfway, and leaves both halves in.",
    )
    programme = Programme(
        "Leading Enquiry", Anchor("A showcase", f"{ADDRESS}#entries"), "", "Posts of the spring."
    )
    return ShowcaseGroup(
        programme,
        (pick,),
        (Count(MORAG.title, MORAG.address, 1, SCHOOL),),
        (Count(STANDARDS[0].title, STANDARDS[0].address, 1),),
    )


def _card(anchor: str, title: str, **more: object) -> Card:
    """Return an entry in a list.

    No two different ones share an address, since each is rendered once for all its places.
    """
    usual = Card(
        kind="post",
        title=title,
        address=f"{ADDRESS}#{anchor}",
        writers=(MORAG,),
        school=SCHOOL,
        date=day("2018-01-23"),
        summary="I counted to five behind my back, and somebody spoke who had not said a word since August.",
        replies=3,
        answered=day("2018-02-02"),
        phase=PHASES[2],
        tags=STANDARDS,
        answers=(),
        audience="",
        language="",
    )
    return replace(usual, **more)


def _entries() -> Iterator[Specimen]:
    for note, card in (*_posts(), *_replies(), *_special_posts()):
        yield Specimen(card.address.partition("#")[2], note, card)


def _posts() -> tuple[tuple[str, Card], ...]:
    return (
        ("A post with replies", _card("entry-post", "The silence at the window")),
        (
            "Without a summary, and nobody has replied",
            _card("entry-waiting", "A plan in pencil", summary="", replies=0, answered=None, phase=PHASES[0]),
        ),
        (
            "Long names, a long title",
            _card(
                "entry-long",
                "Whether a question that the whole staff agreed on in August can still be anybody’s own "
                "question by the time the clocks go back",
                writers=(LONG, BEN),
                school="The Nicolson Institute and Community Learning Campus, Stornoway",
                phase=PHASES[3],
            ),
        ),
    )


def _replies() -> tuple[tuple[str, Card], ...]:
    return (
        (
            "A reply that is a post of its own",
            _card(
                "entry-reply",
                "On looking at the floor",
                kind="reply",
                writers=(BEN,),
                answers=(Anchor("The silence at the window – Morag Ferrier", f"{ADDRESS}#entry-post"),),
                replies=1,
                phase=PHASES[4],
            ),
        ),
        (
            "A reply in a list, by a guest",
            _card(
                "entry-comment",
                "Reply to “The silence at the window”",
                kind="comment",
                writers=(Anchor("A grandmother"),),
                school="",
                replies=0,
                answered=None,
            ),
        ),
    )


def _special_posts() -> tuple[tuple[str, Card], ...]:
    return (
        (
            "For few: facilitators’ pages and one’s own",
            _card("entry-few", "What I would not say aloud", audience="facilitators", phase=PHASES[1]),
        ),
        (
            "In another language, from a blog elsewhere",
            _card(
                "entry-gaelic",
                "A’ feitheamh",
                summary="Chunnt mi gu còig, agus labhair i.",
                language="gd",
                writers=(WEI,),
                elsewhere="feitheamh.example",
            ),
        ),
    )


def _post(composer: Composer) -> PostView:
    """Return a post with a conversation of many levels, a titled reply, and a withdrawn one."""
    reply = ReplyTarget("Morag Ferrier", "---\nreply_to: …\n---\n", "", "")
    return PostView(
        head=composer.frame.head("Style guide", ADDRESS),
        card=_card("entry-post", "The silence at the window", replies=10),
        writers=(Writer(MORAG.title, MORAG.address, SCHOOL, "participant"),),
        cohort=COHORT,
        prompt=Anchor("What did you stop doing?", f"{ADDRESS}#page--conversation"),
        body=None,
        minutes=2,
        updated=None,
        answers=(),
        thread=folded([*_thread(reply)]),
        page=1,
        pages=(Anchor("1", ADDRESS), Anchor("2", f"{ADDRESS}#page--conversation")),
        backlinks=(Anchor("On looking at the floor – Ben Okafor", f"{ADDRESS}#entry-reply"),),
        previous=None,
        next=None,
        previous_in_cohort=None,
        next_in_cohort=None,
        edit="",
        reply=reply,
        picture=None,
        form=ReplyForm(
            composer.frame.base, "filename", "value", (Anchor(BEN.title, "ben"), Anchor(WEI.title, "wei")), ""
        ),
    )


def _thread(reply: ReplyTarget) -> Iterator[ThreadItem]:
    writers = (BEN, MORAG, BEN, MORAG, WEI, MORAG, BEN)
    for place, writer in enumerate(writers):
        answers = (Anchor(writers[place - 1].title, f"{ADDRESS}#reply-{place - 1}"),) if place else ()
        yield _said(place, place + 1, writer, answers, reply)
    withdrawn = replace(
        _card("conversation", "A reply that was withdrawn"),
        kind="comment",
        writers=(),
        school="",
        summary="",
        phase=None,
        tags=(),
        replies=1,
    )
    yield ThreadItem("", 1, 1, withdrawn, None, (), "", None, "This reply was withdrawn in March 2018.")
    yield _said(7, 2, MORAG, (Anchor("a reply that was withdrawn", ADDRESS),), reply)
    yield ThreadItem(
        "",
        1,
        1,
        _card("entry-reply", "On looking at the floor", kind="reply", writers=(BEN,), replies=1),
        None,
        (),
        "",
        None,
    )


def _said(
    number: int, depth: int, writer: Anchor, answers: tuple[Anchor, ...], reply: ReplyTarget
) -> ThreadItem:
    card = _card(
        f"reply-{number}",
        "Reply to “The silence at the window”",
        kind="comment",
        writers=(writer,),
        date=day(f"2018-01-{24 + number}"),
        summary="",
        phase=None,
        tags=(),
    )
    return ThreadItem(
        f"reply-{number}",
        min(depth, DEEPEST_LEVEL),
        depth,
        card,
        RichText(f"style: reply {number}".encode()),
        answers,
        f"{ADDRESS}#reply-{number}",
        reply,
    )


def _person(composer: Composer) -> PersonView:
    return PersonView(
        head=composer.frame.head(MORAG.title, ADDRESS),
        name=MORAG.title,
        school=SCHOOL,
        authority="Highland",
        photo="",
        roles=(
            Role("participant", COHORT),
            Role(
                "critical friend", Anchor("Leading Enquiry, autumn", f"{ADDRESS}#glance"), "Farr High School"
            ),
        ),
        links=(),
        biography=RichText(b"style: biography"),
        journey=(),
        comments=(),
        coverage=tuple(Coverage(tag, entries) for tag, entries in zip(STANDARDS, (5, 2, 0), strict=True)),
        new_post=f"{ADDRESS}#people",
        edit=f"{ADDRESS}#people",
    )


def _digest(composer: Composer) -> DigestView:
    waits = _card("standard-enquiry", "A plan in pencil", replies=0, answered=None, phase=PHASES[0])
    silence = _card("standard-dialogue", "The silence at the window", phase=PHASES[2])
    there = Elsewhere(Anchor(silence.title, silence.address), STANDARDS[1].title, "standard-dialogue--3")
    focus = (
        _row(STANDARDS[1], "standard-dialogue", (1, 0, 1, 0, 0, 0), {1: (waits,), 3: (silence,)}),
        _row(STANDARDS[2], "standard-sustainability", (0,) * len(PHASES), {}),
    )
    others = (_row(STANDARDS[0], "standard-enquiry", (1, 2, 4, 6, 9, 5), {}, there),)
    return DigestView(
        head=composer.frame.head("Digest", ADDRESS),
        cohort=COHORT,
        programme="",
        dates="",
        posts=21,
        replies=34,
        groups=(DigestGroup("In focus", focus), DigestGroup("Other standards with posts", others)),
        totals=(2, 2, 5, 6, 9, 5),
        entries=29,
        focus=2,
        gaps=(STANDARDS[2].title,),
        unchecked=True,
        phases=PHASES,
        outside=False,
        cohorts=(),
        every="",
    )


def _row(
    tag: Tag, anchor: str, counts: tuple[int, ...], cards: dict[int, tuple[Card, ...]], *there: Elsewhere
) -> DigestRow:
    cells = tuple(
        DigestCell(
            phase,
            f"{anchor}--{phase.place}" if phase.place > 1 else anchor,
            count,
            cards.get(phase.place, ()),
            there,
        )
        for phase, count in zip(PHASES, counts, strict=True)
    )
    return DigestRow(tag, shortened(tag.title), "", cells, sum(counts))
