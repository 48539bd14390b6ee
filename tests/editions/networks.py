"""A network with a canary in every place that somebody may not see, and a list of who may see which.

A canary is a word that stands nowhere else. It is made for a place and says from which edition on it may be
seen: `public`, `cohort`, `facilitators`, or `none`. A few are `masked`: a pseudonym, which is in the public
edition alone.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from generator.source.privacy import name_forms
from generator.source.privacy.names import compared
from generator.subjects.registry import ANONYMOUS
from tests.support import SHAPES, Records, picture

LEVELS = ("public", "cohort", "facilitators", "none")
EDITIONS = LEVELS[:3]
COMMON = {"cohort": "c1", "phase": "p1"}


class Canary(NamedTuple):
    """A word in one file.

    It has the audience from which on it may be seen, and says whether it has to be seen there.
    """

    word: str
    level: str
    path: str
    shown: bool


class Aviary(Records):
    """Records with canaries in them."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.canaries: list[Canary] = []
        self.areas: list[str] = []

    def text(self, path: str, body: str = "", **fields: Any) -> str:
        """Write a record, each in another of the shapes that the reader accepts."""
        self.shapes[path] = list(SHAPES)[len(self.texts) % len(SHAPES)]
        return super().text(path, body, **fields)

    def mark(self, level: str, path: str, place: str, *, shown: bool = True) -> str:
        """A new canary, in lower-case letters and digits so that it survives in names, addresses and ids."""
        word = f"zq{level}{place}{len(self.canaries)}q"
        self.canaries.append(Canary(word, level, path, shown and level != "none"))
        return word

    def post(
        self,
        level: str,
        owner: str,
        label: str,
        *,
        seen: str = "",
        body: str = "",
        kind: str = "posts",
        **fields: object,
    ) -> str:
        """A post (or reply) with a canary in its file's name, its title, its text and its summary.

        `seen` is from where on, if not `level`.
        """
        seen = seen or level
        folder = f"participants/{owner}/{kind}"
        path = f"{folder}/2018-01-20-{label}-zqname{len(self.canaries)}{seen}q.md"
        self.canaries.append(Canary(f"zqname{len(self.canaries)}{seen}q", seen, path, seen != "none"))
        settings = {
            "title": f"Title {self.mark(seen, path, 'title')}",
            "date": "2018-01-20",
            "audience": "private" if level == "none" else level,
            "summary": f"Summary {self.mark(seen, path, 'summary')}",
            **COMMON,
            **fields,
        }
        self.text(
            path,
            f"Words {self.mark(seen, path, 'body')} {self.mark(seen, path, 'more')}.\n\n{body}",
            **settings,
        )
        return path

    def comment(
        self, level: str, owner: str, label: str, reply_to: str | list[str], *, seen: str = ""
    ) -> str:
        """A reply without a title."""
        seen = seen or level
        path = f"participants/{owner}/replies/2018-01-22-{label}-zqname{len(self.canaries)}{seen}q.md"
        self.canaries.append(Canary(f"zqname{len(self.canaries)}{seen}q", seen, path, seen != "none"))
        audience = "private" if level == "none" else level
        self.text(
            path,
            f"Comment {self.mark(seen, path, 'comment')}.",
            date="2018-01-22",
            reply_to=reply_to,
            audience=audience,
        )
        return path

    def guest(self, seen: str, label: str, reply_to: str, **fields: object) -> str:
        """A guest's reply."""
        path = f"guests/2018-01-23-{label}-zqname{len(self.canaries)}{seen}q.md"
        self.canaries.append(Canary(f"zqname{len(self.canaries)}{seen}q", seen, path, seen != "none"))
        name = f"Guest {self.mark(seen, path, 'guest')}"
        self.text(
            path,
            f"Guest says {self.mark(seen, path, 'guestbody')}.",
            name=name,
            date="2018-01-23",
            reply_to=reply_to,
            **fields,
        )
        return path


def identity(path: str) -> str:
    """Return the way in which a reply names what it answers."""
    parts = path.removesuffix(".md").split("/")
    name = parts[-1][11:] if parts[-1][:4].isdigit() else parts[-1]
    return f"{parts[1]}/{name}" if parts[0] == "participants" else f"guests/{name}"


def canaries(folder: Path) -> Aviary:
    """The whole network."""
    net = Aviary(folder)
    _people(net)
    posts = {level: _full_post(net, level) for level in LEVELS}
    _replies(net, posts)
    _faces(net)
    _people_without_consent(net, posts)
    _pseudonym(net, posts)
    _pages(net)
    _cohorts(net, posts)
    _events(net, posts)
    _outreach(net)
    _plans(net, posts)
    _projects(net, posts)
    _settings(net)
    _tell(net)
    return net


def _tell(net: Aviary) -> None:
    """Tell the name behind the pseudonym, in every form, in all texts that are not public.

    Records of outreach name nobody, and stay as they are.
    """
    masked = next(fields for fields, _ in net.texts.values() if "public_name" in fields)
    forms = list(name_forms.spellings(compared(masked["name"])))
    for number, (path, (fields, body)) in enumerate(list(net.texts.items())):
        if fields.get("audience", "public") == "public" or path.startswith(ANONYMOUS):
            continue
        if path.endswith(".md"):
            net.texts[path] = (fields, "\n\n".join([body, *forms]))
            for key in fields.keys() & {"title", "summary"}:
                net.change(path, **{key: f"{fields[key]} {forms[number % len(forms)]}"})


def _settings(net: Aviary) -> None:
    net.text(
        "network.yaml",
        title="Canaries",
        areas=net.areas,
        editor="yes",
        attachments=["csv"],
        address="https://canaries.example.org/",
        standards=["own"],
        concern="mailto:concerns@example.org",
        forge={"kind": "github", "repository": "example/network", "branch": "main", "public": True},
        addresses={
            "facilitators": f"https://{net.mark('facilitators', 'network.yaml', 'address')}.example.org/"
        },
    )


def _profile(net: Aviary, level: str, owner: str, **fields: object) -> str:
    path = f"participants/{owner}/profile.md"
    photo = f"zqnonephoto{len(net.canaries)}q.png"
    net.canaries.append(Canary(photo.removesuffix(".png"), "none", path, shown=False))
    net.file(f"participants/{owner}/{photo}", picture(net.mark(level, path, "photo", shown=False)))
    net.text(
        path,
        f"Biography {net.mark(level, path, 'biography')}.",
        name=f"Name {net.mark(level, path, 'person')}",
        photo=photo,
        school=f"School {net.mark(level, path, 'school')}",
        authority=f"Authority {net.mark(level, path, 'authority')}",
        links=[
            {
                "title": f"Link {net.mark(level, path, 'link')}",
                "url": f"https://{net.mark(level, path, 'host')}.example.org/",
            }
        ],
        also_known_as=[f"Once {net.mark('none', path, 'aka')}"],
        accounts=[net.mark("none", path, "account"), f"{net.mark('none', path, 'mailbox')}@example.org"],
        **fields,
    )
    return path


def _people(net: Aviary) -> None:
    _profile(net, "public", "ann", consent="2018-01-01")
    _profile(
        net,
        "facilitators",
        f"pia-{net.mark('facilitators', 'participants/pia', 'folder')}",
        consent="2018-01-01",
        audience="facilitators",
    )
    _profile(
        net,
        "none",
        f"pru-{net.mark('none', 'participants/pru', 'folder')}",
        consent="2018-01-01",
        audience="private",
    )


def _full_post(net: Aviary, level: str) -> str:
    """A post of Ann's with everything that a post can have."""
    path = net.post(level, "ann", "full", standards=[f"own.{level}"], prompt=f"q-{level}")
    folder = path.rpartition("/")[0]
    image, sheet = (f"zqnone{kind}{len(net.canaries)}{level}q" for kind in ("image", "sheet"))
    net.canaries.extend(Canary(each, "none", path, shown=False) for each in (image, sheet))
    net.file(f"{folder}/{image}.png", picture(net.mark(level, path, "pixels", shown=False)))
    net.file(f"{folder}/{sheet}.csv", f"{net.mark(level, path, 'attachment')},1\n".encode())
    net.change(path, aliases=[f"/old/{net.mark(level, path, 'alias')}/"], updated="2018-02-01")
    fields, body = net.texts[path]
    more = (
        f"![Picture {net.mark(level, path, 'alt')}]({image}.png "
        f'"{net.mark(level, path, "caption")}")\n\n[The sheet]({sheet}.csv)\n\n'
        f"## Heading {net.mark(level, path, 'heading')}\n\n| a |\n| - |\n"
        f"| {net.mark(level, path, 'cell')} |\n\nNote[^1].\n\n"
        f"[^1]: {net.mark(level, path, 'footnote')}\n\n"
        f"<!-- {net.mark('none', path, 'html-comment'.replace('-', ''))} -->\n\n"
        f"<!-- first\n\n{net.mark('none', path, 'longcomment')} -->\n\n"
        f"Inline <!-- {net.mark('none', path, 'inlinecomment')} --> words.\n"
    )
    net.texts[path] = (fields, body + more)
    return path


def _replies(net: Aviary, posts: dict[str, str]) -> None:
    """Add replies of each audience to a post of each audience.

    A reply is never for more people than what it answers.
    """
    for above, post in posts.items():
        for level in LEVELS:
            seen = LEVELS[max(LEVELS.index(above), LEVELS.index(level))]
            titled = net.post(level, "ann", "answer", seen=seen, kind="replies", reply_to=identity(post))
            comment = net.comment(level, "ann", "says", identity(post), seen=seen)
            net.comment("public", "ann", "under", identity(comment), seen=seen)
            net.comment(
                "public", "ann", "beneath", f"../../ann/replies/{titled.rpartition('/')[2]}", seen=seen
            )
    for level, post in posts.items():
        net.comment("public", "ann", "several", [identity(posts["public"]), identity(post)], seen=level)
        link = net.post("public", "ann", "linking")
        net.texts[link] = (net.texts[link][0], _links(net, link, posts, level))
        net.guest(level, "consents", identity(post), consent="2018-01-01")
        silent = net.guest(level if level != "public" else "cohort", "silent", identity(post))
        net.comment(
            "public", "ann", "to-silent", identity(silent), seen=level if level != "public" else "cohort"
        )


def _faces(net: Aviary) -> None:
    """A public post with a picture of people that nobody has permitted: it is for members."""
    path = net.post("public", "ann", "faces")
    folder, name = path.rpartition("/")[0], net.mark("none", path, "face")
    net.file(f"{folder}/{name}.png", picture(net.mark("cohort", path, "facepixels", shown=False)))
    net.texts[path] = (
        net.texts[path][0],
        (
            f"{net.texts[path][1]}\n\n![Face {net.mark('cohort', path, 'facealt')}]({name}.png "
            f'"{net.mark("cohort", path, "facetitle")}")\n'
        ),
    )
    net.change(path, photos={f"{name}.png": {"people": True}})


def _links(net: Aviary, path: str, posts: dict[str, str], level: str) -> str:
    """The text of a public post that links to another of some audience, in each way."""
    name = posts[level].rpartition("/")[2]
    title = net.mark(level, path, "linktitle")
    return (
        f'See [this]({name} "{title}") and [that][x] and <a href="{name}" '
        f'title="{net.mark(level, path, "htmltitle")}">more</a>.\n\n[x]: {name}\n'
    ) + "".join(
        f"{each.word} "
        for each in net.canaries
        if (each.path == path and "zqpublicbody" in each.word)
        or (each.path == path and "zqpublicmore" in each.word)
    )


def _people_without_consent(net: Aviary, posts: dict[str, str]) -> None:
    ben = f"ben-{net.mark('cohort', 'participants/ben', 'folder')}"
    _profile(net, "cohort", ben)
    own = net.post("public", ben, "own", seen="cohort", standards=["own.cohort"])
    net.comment("public", ben, "to-ann", identity(posts["public"]), seen="cohort")
    net.post(
        "public", ben, "titled-to-ann", seen="cohort", kind="replies", reply_to=identity(posts["public"])
    )
    reply = net.comment("public", "ann", "to-ben", identity(own), seen="cohort")
    net.comment("public", "ann", "below-ben", identity(reply), seen="cohort")
    net.comment("public", "ann", "to-both", [identity(posts["public"]), identity(own)], seen="cohort")
    net.post("public", ben, "with-ann", seen="cohort", with_=["ann"])
    net.post("public", "ann", "with-ben", seen="cohort", with_=[ben])
    link = net.post("public", "ann", "links-ben")
    net.texts[link] = (
        net.texts[link][0],
        (
            f"{net.texts[link][1]}\n\n[Somebody](../../{ben}/profile.md "
            f'"{net.mark("cohort", link, "bentitle")}") wrote [this](../../{own.split("/", 1)[1]}).'
        ),
    )
    for level, prefix in (("facilitators", "participants/pia-"), ("none", "participants/pru-")):
        owner = next(path for path in net.texts if path.startswith(prefix)).split("/")[1]
        net.post("public", owner, "hidden-writer", seen=level)
        net.comment("public", owner, "hidden-comment", identity(posts["public"]), seen=level)
        net.post("cohort", "ann", "with-hidden", with_=[owner])


def _pseudonym(net: Aviary, posts: dict[str, str]) -> None:
    """Add somebody who is in the public edition under another name.

    With them comes everything by which that edition could name them.
    """
    real = f"mo-{net.mark('cohort', 'participants/mo', 'folder')}"
    path = f"participants/{real}/profile.md"
    mask_id = "zqmaskedid"
    net.canaries += [
        Canary("zqmaskedid", "masked", path, shown=True),
        Canary("zqmaskedname", "masked", path, shown=True),
    ]
    net.file(f"participants/{real}/photo.png", picture(net.mark("cohort", path, "photo", shown=False)))
    net.text(
        path,
        f"Biography {net.mark('public', path, 'biography')}.",
        name=f"Real {net.mark('cohort', path, 'person')}",
        consent="2018-01-01",
        photo="photo.png",
        public_name="Mask zqmaskedname",
        public_id=mask_id,
        also_known_as=[f"Also {net.mark('none', path, 'aka')}"],
        accounts=[net.mark("none", path, "account")],
        links=[
            {
                "title": f"Link {net.mark('cohort', path, 'link')}",
                "url": f"https://{net.mark('cohort', path, 'host')}.example.org/",
            }
        ],
    )
    net.file(
        f"participants/{real}/posts/{net.mark('none', path, 'image')}.png",
        picture(net.mark("public", f"participants/{real}", "pixels", shown=False)),
    )
    image = next(each for each in net.raw if each.startswith(f"participants/{real}/posts/")).rpartition("/")[
        2
    ]
    own = net.post(
        "public",
        real,
        "masked",
        standards=["own.public"],
        prompt="q-public",
        body=f"![Mine]({image})",
        aliases=[f"/was/{net.mark('cohort', path, 'alias')}/"],
    )
    for owner in ("ann", real):
        titled = net.post("public", owner, "to-masked", kind="replies", reply_to=identity(own))
        comment = net.comment("public", owner, "says-masked", identity(own))
        net.comment("public", "ann", "below", identity(comment))
        net.comment("public", "ann", "beneath", [identity(titled), identity(own)])
    net.comment("public", real, "masked-to-ann", identity(posts["public"]))
    net.post("public", "ann", "written-together", with_=[real])
    net.post("public", real, "together-written", with_=["ann"])
    net.post(
        "public",
        "ann",
        "links-masked",
        body=(
            f"[One](../../{real}/profile.md), [two](../../{own.split('/', 1)[1]}), "
            f'![three](../../{real}/posts/{image}), <a href="../../{real}/profile.md">four</a>.'
        ),
    )
    net.guest("public", "to-masked", identity(own), consent="2018-01-01")


def _pages(net: Aviary) -> None:
    for level in LEVELS:
        slug = net.mark(level, "pages", "page")
        path = f"pages/{slug}.md"
        audience = "private" if level == "none" else level
        net.text(
            path,
            f"Page {net.mark(level, path, 'pagebody')}.",
            title=f"T {net.mark(level, path, 'pagetitle')}",
            summary=f"S {net.mark(level, path, 'pagesummary')}",
            audience=audience,
        )


def _events(net: Aviary, posts: dict[str, str]) -> None:
    """Add an event of each audience, led by people of each, with a post that reflects on it.

    Of a public one another edition holds more.
    """
    people = {
        each.split("/")[1][:2]: each.split("/")[1] for each in net.texts if each.startswith("participants/")
    }
    cohorts = [each[8:-5] for each in net.texts if each.startswith("cohorts/")]
    for level in LEVELS:
        path = f"events/{net.mark(level, 'events', 'event')}.md"
        sheet = net.mark("none", path, "programme")
        net.file(f"events/{sheet}.csv", f"{net.mark(level, path, 'eventsheet', shown=False)},1\n".encode())
        net.text(
            path,
            f"Body {net.mark(level, path, 'eventbody')}, [the post](../{posts[level]}).",
            title=f"T {net.mark(level, path, 'eventtitle')}",
            starts="2018-02-01 09:30",
            ends="2018-02-01 16:00",
            place=f"At {net.mark(level, path, 'place')}",
            bring=[f"A {net.mark(level, path, 'bring')}"],
            summary=f"S {net.mark(level, path, 'eventsummary')}",
            materials=[{"title": f"M {net.mark(level, path, 'material')}", "link": f"{sheet}.csv"}],
            led_by=sorted(people.values()),
            cohorts=cohorts,
            audience="private" if level == "none" else level,
        )
        post = net.post("public", "ann", "reflecting")
        net.change(post, reflects_on=path[:-3])


def _outreach(net: Aviary) -> None:
    """Add requests of schools, records of meetings and colleagues.

    They are for facilitators and for nobody, with public posts that tell of them; there are so many meetings
    that there is something to count.
    """
    for level in ("facilitators", "none"):
        audience = "private" if level == "none" else level
        asked = f"outreach/requests/{net.mark(level, 'outreach', 'request')}.md"
        net.text(
            asked,
            f"Body {net.mark(level, asked, 'requestbody')}.",
            title=f"T {net.mark(level, asked, 'requesttitle')}",
            school=f"S {net.mark(level, asked, 'requestschool')}",
            support=[net.mark(level, asked, "support")],
            asked="2018-01-20",
            asked_by=net.mark(level, asked, "askedby"),
            when=net.mark(level, asked, "when"),
            audience=audience,
        )
        for number in range(1, 7):
            path = f"outreach/records/2018-02-0{number}-{net.mark(level, 'outreach', 'meeting')}.md"
            net.text(
                path,
                f"Body {net.mark(level, path, 'recordbody')}.",
                title=f"T {net.mark(level, path, 'recordtitle')}",
                date=f"2018-02-0{number}",
                time={"visit": "1 h"},
                visitor="ann",
                request=asked[:-3],
                involved=[net.mark(level, path, "involved")],
                purpose=net.mark(level, path, "purpose"),
                audience=audience,
                agreed_by_school=[{"what": net.mark(level, path, "agreed")}],
                agreed_by_visitor=[{"what": net.mark(level, path, "promised")}],
            )
        post = net.post("public", "ann", "outreach")
        net.change(post, outreach=[asked[:-3], path[:-3]])
        colleague = f"outreach/colleagues/{net.mark(level, 'outreach', 'colleague')}.md"
        net.text(
            colleague,
            f"Body {net.mark(level, colleague, 'colleaguebody')}.",
            person="ann",
            specialisms=[net.mark(level, colleague, "specialism")],
            validated={"on": "2018-01-01", "by": net.mark(level, colleague, "validator")},
            audience=audience,
        )


def _plans(net: Aviary, posts: dict[str, str]) -> None:
    """Add a public plan with an aim and a review of each audience, each with evidence of each.

    One is private.
    """
    path = "participants/ann/plan.md"

    def aim(level: str) -> dict[str, object]:
        marks = {
            key: f"{key} {net.mark(level, path, f'aim{key}')}"
            for key in ("title", "support", "time", "entitlement", "reflection")
        }
        stages = [{"title": f"Stage {net.mark(level, path, 'stage')}", "starts": "2018-01-01"}]
        return {
            **marks,
            "stages": stages,
            "standards": ["own.public"],
            "evidence": [identity(each) for each in posts.values()],
            "audience": audience(level),
        }

    def review(level: str, day: int) -> dict[str, object]:
        marks = {
            "with": f"Role {net.mark(level, path, 'with')}",
            "agreed": [f"Agreed {net.mark(level, path, 'agreed')}"],
        }
        return {"date": f"2018-02-{day:02}", **marks, "audience": audience(level)}

    def audience(level: str) -> str:
        return "private" if level == "none" else level

    net.text(
        path,
        f"Body {net.mark('public', path, 'planbody')}.",
        title=f"T {net.mark('public', path, 'plantitle')}",
        summary=f"S {net.mark('public', path, 'plansummary')}",
        audience="public",
        aims=[aim(level) for level in LEVELS],
        reviews=[
            *(review(level, day) for day, level in enumerate(LEVELS, 1)),
            {key: value for key, value in review("none", 9).items() if key != "audience"},
        ],
    )
    path = next(
        f"{each.rpartition('/')[0]}/plan.md"
        for each in net.texts
        if each.startswith("participants/ben") and each.endswith("profile.md")
    )
    net.text(
        path,
        f"Body {net.mark('none', path, 'planbody')}.",
        title=f"T {net.mark('none', path, 'plantitle')}",
        aims=[f"A {net.mark('none', path, 'aim')}"],
    )
    path = next(
        f"{each.rpartition('/')[0]}/plan.md"
        for each in net.texts
        if each.startswith("participants/mo") and each.endswith("profile.md")
    )
    masked = next(
        identity(each) for each in net.texts if "-masked-" in each and "/mo-" in each and "/posts/" in each
    )
    net.text(
        path,
        f"Body {net.mark('public', path, 'planbody')}.",
        title=f"T {net.mark('public', path, 'plantitle')}",
        audience="public",
        aims=[{"title": "Fly", "evidence": [masked]}],
    )
    net.change(net.post("public", "ann", "on-a-plan"), reflects_on=path[:-3])


def _projects(net: Aviary, posts: dict[str, str]) -> None:
    """Add a project of each audience with everything that a project can have.

    Its area is its own, and a person in each edition is interested in it.
    """
    people = {
        each.split("/")[1][:2]: each.split("/")[1] for each in net.texts if each.startswith("participants/")
    }
    areas = []
    for level in LEVELS:
        path = f"projects/{net.mark(level, 'projects', 'project')}.md"
        areas.append(f"on {net.mark(level, path, 'area')}")
        net.text(
            path,
            f"Body {net.mark(level, path, 'projectbody')}, [the post](../{posts[level]}).",
            title=f"T {net.mark(level, path, 'projecttitle')}",
            school=f"At {net.mark(level, path, 'host')}",
            authority=f"In {net.mark(level, path, 'hostauthority')}",
            area=areas[-1],
            focus=f"F {net.mark(level, path, 'focus')}",
            contact=f"C {net.mark(level, path, 'contact')}",
            offers=sorted(people.values()),
            match=sorted(people.values())[-1],
            summary=f"S {net.mark(level, path, 'projectsummary')}",
            visits=[{"date": "2018-02-01", "data": ["data"], "note": f"N {net.mark(level, path, 'visit')}"}],
            findings=[f"F {net.mark(level, path, 'finding')}"],
            actions=[
                {
                    "what": f"A {net.mark(level, path, 'action')}",
                    "who": f"W {net.mark(level, path, 'who')}",
                    "by": "2018-03-01",
                }
            ],
            presented=[{"to": f"P {net.mark(level, path, 'presented')}", "date": "2018-02-20"}],
            audience="private" if level == "none" else level,
        )
        post = net.post("public", "ann", "on-a-project")
        net.change(post, reflects_on=path[:-3])
    wish = f"wish {net.mark('none', 'network.yaml', 'interest')}"
    net.change("participants/ann/profile.md", interests=[*areas, wish])
    net.areas = [*areas, wish]


def _cohorts(net: Aviary, posts: dict[str, str]) -> None:
    path = "cohorts/c1.yaml"
    people = sorted({each.split("/")[1] for each in net.texts if each.startswith("participants/")})
    schools = {"ann": "public", "ben": "cohort", "pia": "facilitators", "pru": "none"}
    members = {
        each: {"role": "participant", "school": f"Then {net.mark(schools[each[:3]], path, 'then')}"}
        if each[:3] in schools
        else "tutor"
        for each in people
    }
    net.text(
        path,
        title="First",
        starts="2018-01-01",
        ends="2018-03-31",
        audience="cohort",
        focus=["own.public"],
        members=members,
        phases=[{"id": "p1", "title": "Phase one"}],
        prompts=[
            {
                "id": f"q-{level}",
                "title": f"Q {net.mark('public' if level == 'public' else 'cohort', path, 'prompt')}",
                "text": f"T {net.mark('public' if level == 'public' else 'cohort', path, 'prompttext')}",
            }
            for level in LEVELS
        ],
        showcase=[
            {"post": identity(post), "why": f"Why {net.mark(level, path, 'why')}"}
            for level, post in posts.items()
        ]
        + [
            {"post": identity(each), "why": f"Why {net.mark('public', path, 'maskedwhy')}"}
            for each in net.texts
            if "-masked-" in each and "/mo-" in each and "/posts/" in each
        ]
        + [
            {"post": identity(each), "why": f"Why {net.mark('cohort', path, 'benwhy')}"}
            for each in net.texts
            if "-own-" in each and "/ben-" in each
        ],
    )
    other = f"cohorts/{net.mark('cohort', 'cohorts/c2', 'cohort')}.yaml"
    net.text(
        other,
        title=f"Second {net.mark('cohort', other, 'title')}",
        starts="2019-01-01",
        ends="2019-03-31",
        programme=f"P {net.mark('cohort', other, 'programme')}",
        summary=f"S {net.mark('cohort', other, 'cohortsummary')}",
        phases=[
            {
                "id": "p2",
                "title": f"Phase {net.mark('cohort', other, 'phase')}",
                "text": f"X {net.mark('cohort', other, 'phasetext')}",
            }
        ],
        prompts=[{"id": "q-second", "title": f"Q {net.mark('cohort', other, 'prompt')}", "phase": "p2"}],
        members={"ann": "participant"},
    )
    for level in LEVELS:
        seen = "cohort" if level == "public" else level
        empty = f"cohorts/{net.mark(seen, 'cohorts', 'unused')}.yaml"
        net.text(
            empty,
            title=f"Unused {net.mark(seen, empty, 'title')}",
            starts="2020-01-01",
            ends="2020-03-31",
            audience="private" if level == "none" else level,
            members={"ann": "participant"},
            prompts=[{"id": f"q-unused-{level}", "title": f"Q {net.mark(seen, empty, 'prompt')}"}],
        )
    net.post(
        "cohort", "ann", "second", cohort=other[8:-5], phase="p2", prompt="q-second", standards=["own.cohort"]
    )
    net.text(
        "standards/own.yaml",
        title="Own catalogue",
        elements=[
            {
                "id": f"own.{level}",
                "title": f"Standard {net.mark('public', 'standards/own.yaml', 'standard')}",
                "statement": f"S {net.mark(level, 'standards/own.yaml', 'statement')}",
            }
            for level in LEVELS
        ],
    )
