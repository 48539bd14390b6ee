"""Feeds at each level, OPML, the sitemap and robots.txt: what other programs read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator.network.records import Post
from generator.publish.composer import HEADINGS, Composer
from generator.publish.page import Page
from generator.publish.threads import anchor, post_address
from generator.publish.views import Anchor, FeedEntry, FeedView, OutlinesView, RobotsView, SitemapView

NEWEST = 30
MOST_ADDRESSES = 50_000
"""In one sitemap, by the protocol of sitemaps.org."""


def pages(composer: Composer) -> Iterator[Page]:
    """Feeds of the network, of participants, cohorts, standards and threads; and the list of the participants' feeds."""
    edition = composer.edition
    maker = _Maker(composer)
    everything = sorted(edition.posts.values(), key=_newest, reverse=True)
    yield from maker.both(edition.config.title, "", everything)
    for person in edition.people.values():
        yield from maker.both(person.name, f"participants/{person.id}/", reversed(edition.by_person.get(person.id, ())))
    for cohort in edition.cohorts.values():
        within = [post for post in everything if post.cohort == cohort.id]
        yield from maker.both(cohort.fields.title, f"cohorts/{cohort.id}/", within)
    for name, posts in edition.by_standard.items():
        standard = edition.standards[name]
        yield from maker.both(f"{standard.number} {standard.title}".strip(), f"standards/{name}/", reversed(posts))
    for root, steps in composer.threads.items():
        replies = sorted((edition.posts[each] for each in {step.post for step in steps}), key=_newest, reverse=True)
        post = edition.posts[root]
        yield Page(f"{composer.addresses[root]}atom.xml", "atom", maker.view(f"Conversation on “{post.title}”", composer.addresses[root], replies, "atom.xml"))
    feeds = tuple((each.name, f"{composer.base}participants/{each.id}/atom.xml", f"{composer.base}participants/{each.id}/") for each in edition.people.values())
    yield Page("opml.xml", "opml", OutlinesView(edition.config.title, feeds))


def listing(composer: Composer, others: Iterable[Page]) -> Iterator[Page]:
    """The sitemap of these pages, and robots.txt."""
    edition = composer.edition
    changed = {post_address(post.id): max(post.updated, post.when, edition.conversations[post.id].last if post.id in edition.conversations else "")[:10] for post in edition.titled}
    rows = []
    for page in others:
        if page.path.endswith("/index.html") or page.path == "index.html":
            if page.renderer != "moved.html":
                address = page.path.removesuffix("index.html")
                rows.append((composer.base + address, changed.get(address, "")))
    rows.sort()
    parts = [tuple(rows[at : at + MOST_ADDRESSES]) for at in range(0, len(rows), MOST_ADDRESSES)]
    if len(parts) == 1:
        yield Page("sitemap.xml", "sitemap", SitemapView(parts[0]))
    else:
        names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
        for name, part in zip(names, parts, strict=True):
            yield Page(name, "sitemap", SitemapView(part))
        yield Page("sitemap.xml", "sitemap-index", SitemapView(tuple((composer.base + name, "") for name in names)))
    yield Page("robots.txt", "robots", RobotsView(edition.viewer.is_public, f"{composer.base}sitemap.xml"))


def _newest(post: Post) -> tuple[str, str]:
    return post.when, post.id


class _Maker:
    """Entries are made once and shared by the feeds that hold them."""

    def __init__(self, composer: Composer) -> None:
        self.composer = composer
        self.entries: dict[str, FeedEntry] = {}

    def both(self, title: str, address: str, posts: Iterable[Post]) -> Iterator[Page]:
        newest = [post for post, _ in zip(posts, range(NEWEST), strict=False)]
        network = self.composer.edition.config.title
        full = title if title == network else f"{title} – {network}"
        for renderer, name in (("atom", "atom.xml"), ("json-feed", "feed.json")):
            yield Page(f"{address}{name}", renderer, self.view(full, address, newest, name))

    def view(self, title: str, address: str, posts: Sequence[Post], name: str) -> FeedView:
        composer = self.composer
        entries = tuple(self.entry(post) for post in posts)
        updated = max((each.updated for each in entries), default=EPOCH)
        home = composer.base + address
        return FeedView(home, title, home, home + name, composer.base, updated, composer.edition.config.language, entries)

    def entry(self, post: Post) -> FeedEntry:
        entry = self.entries.get(post.id)
        if entry is None:
            composer = self.composer
            base = composer.base
            own = HEADINGS if post.title else f"{anchor(post.id)}-"
            entry = FeedEntry(
                id=base + post_address(post.id), title=composer.title(post), address=base + composer.addresses[post.id], published=post.when,
                updated=max(post.updated, post.when), writers=tuple(Anchor(each.title, base + each.address if each.address else "") for each in composer.writers(post)),
                summary=post.summary or post.text.excerpt, body=composer.body(post.text, own), tags=tuple(each.title for each in composer.tags(post.standards)),
                answers=tuple(Anchor(base + post_address(each), base + composer.addresses[each]) for each in post.reply_to), language=post.language,
            )  # fmt: skip
            self.entries[post.id] = entry
        return entry


EPOCH = "1970-01-01T00:00:00Z"
"""What an empty feed says of its last change: Atom wants a date, and the clock is not asked."""

