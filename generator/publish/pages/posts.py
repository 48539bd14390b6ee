"""`/participants/<person>/<slug>/`: a post, its conversation in full, and what is around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator.network.records import Post
from generator.publish.composer import HEADINGS, Composer
from generator.publish.page import Page, html_page
from generator.publish.threads import PER_PAGE, Step, anchor, page_address
from generator.publish.views import Anchor, Head, MovedView, PostView, ThreadItem, Writer

DEEPEST_LEVEL = 6
WORDS_A_MINUTE = 200


def pages(composer: Composer) -> Iterator[Page]:
    """Every titled post, long conversations on several pages; and the old addresses that lead to them."""
    in_blog = _neighbours(post_lists=(tuple(each for each in posts if each.title) for posts in composer.edition.by_person.values()), owned=True)
    in_cohort = _neighbours(post_lists=composer.edition.by_cohort.values())
    roles = {(cohort.id, name): member.role for cohort in composer.edition.cohorts.values() for name, member in cohort.fields.members}
    for post in composer.edition.titled:
        steps = composer.threads.get(post.id, ())
        count = max(1, -(-len(steps) // PER_PAGE))
        for number in range(1, count + 1):
            shown = steps[(number - 1) * PER_PAGE : number * PER_PAGE]
            view = _view(composer, post, shown, number, count, in_blog.get(post.id, _ALONE), in_cohort.get(post.id, _ALONE), roles)
            yield html_page(page_address(post, number), "post.html", view)
        for alias in post.aliases:
            address = f"{alias}/"
            head = composer.head(post.title, address)
            yield html_page(address, "moved.html", MovedView(head, composer.addresses[post.id]))


_Neighbours = tuple[Post | None, Post | None]
_ALONE: _Neighbours = (None, None)


def _neighbours(post_lists: Iterable[Sequence[Post]], *, owned: bool = False) -> dict[str, _Neighbours]:
    """What came before and after each post. `owned`: a post in several lists keeps the neighbours of its first writer's."""
    found: dict[str, _Neighbours] = {}
    for posts in post_lists:
        for index, post in enumerate(posts):
            before = posts[index - 1] if index else None
            after = posts[index + 1] if index + 1 < len(posts) else None
            found.setdefault(post.id, (before, after)) if owned else found.__setitem__(post.id, (before, after))
    return found


def _view(
    composer: Composer, post: Post, steps: Sequence[Step], number: int, count: int, in_blog: _Neighbours, in_cohort: _Neighbours, roles: dict[tuple[str, str], str]
) -> PostView:
    edition = composer.edition
    first = number == 1
    prompt = None
    if post.prompt:
        prompt = next((Anchor(each.title, f"prompts/{each.id}/") for each in edition.cohorts[post.cohort].fields.prompts if each.id == post.prompt), None)
    open_to_reply = composer.reply(post)
    return PostView(
        head=_head(composer, post, number),
        card=composer.card(post),
        writers=_writers(composer, post, roles),
        cohort=composer.cohort(post.cohort),
        prompt=prompt,
        body=composer.body(post.text, HEADINGS) if first else None,
        minutes=-(-post.text.words // WORDS_A_MINUTE),
        updated=composer.moved(post.updated),
        answers=composer.cards(edition.posts[each] for each in post.reply_to) if first else (),
        thread=tuple(_item(composer, step) for step in steps),
        page=number,
        pages=tuple(Anchor(str(each), page_address(post, each)) for each in range(1, count + 1)) if count > 1 else (),
        backlinks=tuple(composer.by(edition.posts[each]) for each in edition.links_here.get(("post", post.id), ())) if first else (),
        previous=composer.anchor(in_blog[0]) if in_blog[0] else None,
        next=composer.anchor(in_blog[1]) if in_blog[1] else None,
        previous_in_cohort=composer.by(in_cohort[0]) if in_cohort[0] else None,
        next_in_cohort=composer.by(in_cohort[1]) if in_cohort[1] else None,
        edit=composer.edit(post),
        reply=open_to_reply,
        form=composer.reply_form(post) if open_to_reply or any(edition.posts[each.post].source for each in steps) else None,
    )


def _head(composer: Composer, post: Post, number: int) -> Head:
    title = post.title if number == 1 else f"{post.title} (conversation, page {number})"
    feeds = composer.feeds(f"Conversation on {post.title}", composer.addresses[post.id])[:1] if post.id in composer.threads else ()
    trail = composer.writers(post) if post.author else ()
    return composer.head(
        title, page_address(post, number), description=post.summary or post.text.excerpt, feeds=feeds, trail=(Anchor("People", "participants/"), *trail[:1]), language=post.language
    )


def _writers(composer: Composer, post: Post, roles: dict[tuple[str, str], str]) -> tuple[Writer, ...]:
    if not post.author:
        return (Writer(post.guest, "", "", "guest"),)
    people = composer.edition.people
    return tuple(
        Writer(people[each].name, f"participants/{each}/", composer.school(post) if each == post.author else people[each].school, roles.get((post.cohort, each), "").replace("-", " "))
        for each in (post.author, *post.with_)
    )


def _item(composer: Composer, step: Step) -> ThreadItem:
    post = composer.edition.posts[step.post]
    name = anchor(post.id)
    answers: tuple[Anchor, ...] = ()
    if step.depth > 1 or len(post.reply_to) > 1:
        answers = tuple(Anchor(composer.writers(each)[0].title, composer.addresses[each.id]) for each in (composer.edition.posts[one] for one in post.reply_to))
    return ThreadItem(
        anchor=name if step.in_full else "",
        level=min(step.depth, DEEPEST_LEVEL),
        depth=step.depth,
        card=composer.card(post),
        body=composer.body(post.text, f"{name}-") if step.in_full else None,
        answers=answers,
        edit=composer.edit(post) if step.in_full else "",
        reply=composer.reply(post) if step.in_full else None,
    )
