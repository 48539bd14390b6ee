"""Admission of posts, each after all that it answers."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from generator.model.audience import PUBLIC
from generator.model.diagnostics import Span
from generator.network.admission import photos
from generator.network.admission.context import Context
from generator.network.admission.drafts import Draft
from generator.network.admission.identities import post_identity
from generator.network.admission.placing import (
    audience_of,
    check_cohort,
    check_in_cohorts,
    cohort_of,
    phase_of,
)
from generator.network.admission.plausibility import check_plausibility
from generator.network.admission.programmes import Programmes
from generator.network.admission.references import answered_by, co_writers_of, records_of, standards_of
from generator.network.admission.reply_order import Answer, in_order
from generator.network.moments import moment
from generator.network.records import Post
from generator.network.texts import Text
from generator.schema.publication import kept_back
from generator.source.document import Document
from generator.source.files.post import PostFields, plain_settings
from generator.subjects.outreach.kind import CITED


def admit_posts(context: Context, programmes: Programmes, repeated: Collection[Document]) -> dict[str, Post]:
    """Return the posts that can be published, each after all that it answers.

    `repeated` are documents whose identity another one has already: nothing that answers this identity is
    admitted.
    """
    readable: dict[str, tuple[Document, PostFields]] = {}
    answers: dict[str, Answer] = {}
    for identity, document in context.lookup.posts.items():
        if isinstance(document.fields, PostFields):
            readable[identity] = (document, document.fields)
            if targets := answered_by(context, document, document.fields):
                answers[identity] = Answer(targets, document)
    ambiguous = {post_identity(each) for each in repeated}
    for document in repeated:
        if isinstance(document.fields, PostFields):
            _check_references(context, programmes, _draft(context, document, document.fields, ()))
    posts: dict[str, Post] = {}
    drafts: dict[str, Draft] = {}
    for identity in in_order(readable, answers, context.report):
        document, fields = readable[identity]
        targets = answers[identity].targets if identity in answers else ()
        answered = [posts[each] for each in targets if each in posts and each not in ambiguous]
        complete = len(answered) == len(targets)
        draft = _draft(context, document, fields, answered if complete else ())
        if document.path in context.findings.failed or not complete:
            _check_references(context, programmes, draft)
        elif _is_admissible(context, programmes, draft):
            posts[identity], drafts[identity] = _post(context, programmes, identity, draft), draft
            check_plausibility(context, draft, context.lookup.cohorts.get(posts[identity].cohort))
    check_in_cohorts(context, programmes, drafts, posts)
    return posts


def _draft(context: Context, document: Document, fields: PostFields, answered: Sequence[Post]) -> Draft:
    return Draft(document, fields, *moment(fields.date, context.lookup.zone), answered)


def _check_references(context: Context, programmes: Programmes, draft: Draft) -> None:
    """Check the references of a post that can't be admitted, so that all its faults are reported at once."""
    standards_of(context, draft)
    co_writers_of(context, draft)
    records_of(context, draft)
    if draft.author in context.lookup.people and not draft.fields.reply_to:
        phase_of(context, programmes, draft, cohort_of(context, programmes, draft))
    else:
        check_cohort(context, draft)


def _is_admissible(context: Context, programmes: Programmes, draft: Draft) -> bool:
    """Return whether a post has writers whose profiles can be read, and a title where it needs one."""
    fields, author, lookup = draft.fields, draft.author, context.lookup
    if author and author not in lookup.people:
        _check_profile(context, draft)
        return False
    if not lookup.unreadable_people.isdisjoint(fields.with_):
        _check_references(context, programmes, draft)
        return False
    if not fields.title and not draft.answered and not fields.withdrawn:
        context.report(
            draft.document.span("title"),
            "missing-title",
            "A post needs a `title`; only what answers something may do without.",
            "add a line such as `title: What I tried on Monday`, or a `reply_to`",
        )
        return False
    return True


def _check_profile(context: Context, draft: Draft) -> None:
    """Report that there is no profile of an author, not even one that can't be read."""
    author = draft.author
    if author not in context.sources.profiles:
        context.report(
            Span(draft.document.path),
            "no-profile",
            f"The folder “{author}” has no profile.md, so nobody is known to write here.",
            f"add participants/{author}/profile.md, with a line `name: …` between two lines ---",
        )


def _post(context: Context, programmes: Programmes, identity: str, draft: Draft) -> Post:
    document, fields, author, first = draft.document, draft.fields, draft.author, draft.first
    cohort = cohort_of(context, programmes, draft)
    phase, prompt = phase_of(context, programmes, draft, cohort)
    audience = audience_of(context, programmes, draft, cohort)
    return Post(
        id=identity,
        author=author,
        when=draft.when,
        day=draft.day,
        text=_text(context, draft, public=audience == PUBLIC),
        titled=bool(fields.title) or fields.page or not draft.answered,
        guest=fields.name if not author else "",
        consent=bool(author or fields.consent or fields.withdrawn),
        with_=co_writers_of(context, draft),
        updated=moment(fields.updated, context.lookup.zone)[0] if fields.updated else "",
        standards=standards_of(context, draft) or (first.standards if first else ()),
        tagged=bool(fields.standards),
        phase=phase,
        cohort=cohort.id if cohort else "",
        prompt=prompt,
        audience=audience,
        reply_to=tuple(each.id for each in draft.answered),
        **plain_settings(fields),
        source="" if fields.withdrawn else document.path,
        withdrawn=fields.withdrawn,
        reflects_on=records_of(context, draft) if fields.reflects_on or fields.outreach else (),
        kept_back=_kept_back(context, draft),
        case_study=not fields.withdrawn and _is_case_study(draft),
    )


def _kept_back(context: Context, draft: Draft) -> str:
    """Return why a post is not published today: for its own sake, or for that of what it answers."""
    own = kept_back(draft.fields, context.sources.date, draft.day)
    return own or next((each.kept_back for each in draft.answered if each.kept_back), "")


def _is_case_study(draft: Draft) -> bool:
    """Return whether a post names a record of outreach, or links to one."""
    return bool(draft.fields.outreach) or any(each.target.startswith(CITED) for each in draft.document.links)


def _text(context: Context, draft: Draft, *, public: bool) -> Text:
    """Return a post's text, without those of its pictures that no public edition may show."""
    document, fields = draft.document, draft.fields
    if not document.links and not fields.photos:
        return Text(document.path, document.links)
    restricted = photos.check_photos(context, document, fields, public=public)
    return Text(document.path, document.links, restricted)
