"""What templates see. A page is its view and its template, and nothing else: whatever is shown is in here, ready to be shown.

Addresses are relative to the top of the edition (`participants/rachna/`); a template puts `root` before them. Text is plain and is escaped
by the template; the only HTML is a `Body`, which the filter `html` places. Lists are in the order in which they are shown.
"""

from __future__ import annotations

from msgspec import Struct


class Anchor(Struct, frozen=True, array_like=True):
    """A title that leads somewhere; plain text where `address` is empty."""

    title: str
    address: str = ""


class Day(Struct, frozen=True, array_like=True):
    """A date: `iso` for machines, `label` for people."""

    iso: str
    label: str


class Count(Struct, frozen=True, array_like=True):
    """A way in, with how many entries are behind it. `note` is a short line such as dates or a parent's title, `level` how many stand above it."""

    title: str
    address: str
    entries: int
    note: str = ""
    level: int = 0


class Body(Struct, frozen=True, array_like=True):
    """Written text: the digest of its HTML, the prefix of its anchors, and what fills each of its slots."""

    digest: bytes
    own: str = ""
    links: tuple[str, ...] = ()


class Tag(Struct, frozen=True, array_like=True):
    """A standard as a label. `number` may be empty; `verified` is false where the wording was not checked."""

    id: str
    title: str
    number: str
    address: str
    verified: bool = True


class Phase(Struct, frozen=True, array_like=True):
    """A phase: its place in the programme from 1 (a theme gives each place a colour), and where it leads."""

    title: str
    address: str
    place: int


class Card(Struct, frozen=True, array_like=True):
    """A post or reply in a list, under a heading of the second level. `kind` is post, reply (one with a title) or comment (one without, whose title is “Reply to …”).

    `audience` is empty where everyone who sees the edition may know it is there for all; otherwise it says for whom it is, in words.
    """

    kind: str
    title: str
    address: str
    writers: tuple[Anchor, ...]
    school: str
    date: Day
    summary: str
    replies: int
    answered: Day | None
    phase: Phase | None
    tags: tuple[Tag, ...]
    answers: tuple[Anchor, ...]
    audience: str
    language: str


class Head(Struct, frozen=True, array_like=True):
    """What every page has. `address` is its own; `root` leads from it to the top of the edition (`../../`).

    `canonical` is its full address; `concern` and `feeds` are ready to be linked. `trail` are the pages above it; `section` is the item of the menu that it belongs to.
    """

    title: str
    address: str
    root: str
    canonical: str
    concern: str
    description: str = ""
    language: str = ""
    feeds: tuple[Anchor, ...] = ()
    trail: tuple[Anchor, ...] = ()
    section: str = ""


class Site(Struct, frozen=True, array_like=True):
    """What all pages of an edition share. `edition` is its name; `notice` says for whom it is, empty in the public one.

    `language` is that of the interface; `texts` that of what the network itself wrote, where it is another. A `draft` is an interface that nobody has checked who speaks its language.
    `forms` is where forms lead.
    """

    title: str
    tagline: str
    language: str
    edition: str
    notice: str
    menu: tuple[Anchor, ...]
    footer: tuple[Anchor, ...]
    privacy_contact: str
    robots: str
    forms: str
    texts: str = ""
    draft: bool = False


class HomeView(Struct, frozen=True, array_like=True):
    """`/`: what this is, what the facilitators picked (public edition), what is new, and the ways in. `phases` are those of `cohort`; `today` is for facilitators.

    `more` is how many picks there are beside these.
    """

    head: Head
    introduction: str
    picks: tuple[PickView, ...]
    latest: tuple[Card, ...]
    cohorts: tuple[Count, ...]
    standards: tuple[Count, ...]
    phases: tuple[Count, ...]
    cohort: Anchor | None
    people: tuple[Count, ...]
    programme: Programme | None
    more: int
    today: tuple[TodayView, ...] = ()


class Programme(Struct, frozen=True, array_like=True):
    """What a cohort took part in: its title, which leads to the cohort, when, and what it is about."""

    name: str
    cohort: Anchor
    dates: str
    summary: str


class PickView(Struct, frozen=True, array_like=True):
    """A post in the showcase, and why it is there."""

    card: Card
    why: str


class ShowcaseView(Struct, frozen=True, array_like=True):
    """`/showcase/`: picks by cohort."""

    head: Head
    groups: tuple[ShowcaseGroup, ...]


class ShowcaseGroup(Struct, frozen=True, array_like=True):
    """One cohort's picks: of which programme, by whom, and on which standards, each with how many of the picks."""

    programme: Programme
    picks: tuple[PickView, ...]
    people: tuple[Count, ...]
    standards: tuple[Count, ...]


class ListView(Struct, frozen=True, array_like=True):
    """An index: people, cohorts or standards, introduced by its description. A group without a title is a plain list."""

    head: Head
    groups: tuple[ListGroup, ...]


class ListGroup(Struct, frozen=True, array_like=True):
    """Part of an index."""

    title: str
    rows: tuple[Count, ...]


class Coverage(Struct, frozen=True, array_like=True):
    """A standard in focus, and how many of a person's posts address it."""

    tag: Tag
    entries: int


class PhaseGroup(Struct, frozen=True, array_like=True):
    """Entries of one phase; `phase` is None for those without. `cohort` is named where a page has groups of several cohorts."""

    phase: Phase | None
    cards: tuple[Card, ...]
    cohort: str = ""


class Role(Struct, frozen=True, array_like=True):
    """What somebody is in a cohort: `role` is participant, critical friend, tutor or facilitator, in words."""

    role: str
    cohort: Anchor
    school: str = ""


class PersonView(Struct, frozen=True, array_like=True):
    """`/participants/<person>/`: the blog. `journey` are the posts by phase; `comments` their replies without a page, newest first; `waiting` leads to what waits for them."""

    head: Head
    name: str
    school: str
    authority: str
    photo: str
    roles: tuple[Role, ...]
    links: tuple[Anchor, ...]
    biography: Body | None
    journey: tuple[PhaseGroup, ...]
    comments: tuple[Card, ...]
    coverage: tuple[Coverage, ...]
    new_post: str
    edit: str
    calendar: str = ""
    waiting: str = ""
    plan: str = ""


class Writer(Struct, frozen=True, array_like=True):
    """Somebody who wrote the page's post. `role` is empty for a participant."""

    name: str
    address: str
    school: str
    role: str


class ReplyTarget(Struct, frozen=True, array_like=True):
    """How to answer one entry, whose writers `label` names. `value` is the text of the new file for the forge's editor.

    Without a forge, `command` is what to type, and `file` what it writes.
    """

    label: str
    value: str
    command: str
    file: str


class ReplyForm(Struct, frozen=True, array_like=True):
    """The forge's page for a new file. `action` takes `file_field` (one of `choices`: label and path) and `value_field`.

    Without `choices` (a large cohort) the path is typed, beginning with `path`.
    """

    action: str
    file_field: str
    value_field: str
    choices: tuple[Anchor, ...]
    path: str


class Picture(Struct, frozen=True, array_like=True):
    """A picture by which a page is known where its address is shared."""

    address: str
    width: int
    height: int
    alt: str


class ThreadItem(Struct, frozen=True, array_like=True):
    """An entry of a conversation, at its `level` (1 to 6; `depth` is the true one).

    With a `body` it stands here in full; without, it has a page of its own, or stands further up. `answers` names the writers of what it
    replies to, where that is not simply the post itself. `below` counts the entries of the page that stand under it, which can be folded away, and `closes`
    the folds that end with it; it is the `last` of its branch where none follows but at the first level. `withdrawn` is a sentence that stands in the place of what was withdrawn; then there is
    nothing else to show but how many replies are at the card's address, if that is a page of its own.
    """

    anchor: str
    level: int
    depth: int
    card: Card
    body: Body | None
    answers: tuple[Anchor, ...]
    edit: str
    reply: ReplyTarget | None
    withdrawn: str = ""
    below: int = 0
    closes: int = 0
    last: bool = False


class PostView(Struct, frozen=True, array_like=True):
    """`/participants/<person>/<slug>/`: the text, then the conversation. `minutes` is how long the text takes to read.

    `pages` are all pages of a long thread, this one too. On the second and later pages of a thread `body` is None.
    `picture` is the first that the text shows. With `withdrawn`, a sentence, there is a thread and nothing else. `reflects_on` are records.
    """

    head: Head
    card: Card
    writers: tuple[Writer, ...]
    cohort: Anchor | None
    prompt: Anchor | None
    body: Body | None
    minutes: int
    updated: Day | None
    answers: tuple[Card, ...]
    thread: tuple[ThreadItem, ...]
    page: int
    pages: tuple[Anchor, ...]
    backlinks: tuple[Anchor, ...]
    previous: Anchor | None
    next: Anchor | None
    previous_in_cohort: Anchor | None
    next_in_cohort: Anchor | None
    edit: str
    reply: ReplyTarget | None
    form: ReplyForm | None
    picture: Picture | None
    withdrawn: str = ""
    reflects_on: tuple[Anchor, ...] = ()


class Prompt(Struct, frozen=True, array_like=True):
    """A question put to a cohort, with how many posts answer it."""

    title: str
    address: str
    text: str
    phase: Phase | None
    entries: int


class PhaseRow(Struct, frozen=True, array_like=True):
    """A phase of a cohort's programme, with its dates in words and its prompts."""

    phase: Phase
    dates: str
    text: str
    entries: int
    prompts: tuple[Prompt, ...]


class Member(Struct, frozen=True, array_like=True):
    """Somebody in a cohort."""

    name: str
    address: str
    role: str
    school: str
    posts: int
    comments: int


class CohortView(Struct, frozen=True, array_like=True):
    """`/cohorts/<cohort>/`: programme, phases with prompts, people, newest posts; `tools` and `edit` are for facilitators."""

    head: Head
    title: str
    programme: str
    dates: str
    summary: str
    phases: tuple[PhaseRow, ...]
    prompts: tuple[Prompt, ...]
    members: tuple[tuple[str, tuple[Member, ...]], ...]
    focus: tuple[Count, ...]
    latest: tuple[Card, ...]
    digest: str
    ahead: tuple[OccasionRow, ...] = ()
    calendar: str = ""
    tools: tuple[Anchor, ...] = ()
    edit: str = ""


class DigestBand(Struct, frozen=True, array_like=True):
    """A standard's posts of one phase in the digest (None: of no phase): how many there are, and the newest of them."""

    phase: Phase | None
    entries: int
    cards: tuple[Card, ...]


class DigestGroup(Struct, frozen=True, array_like=True):
    """A standard in the digest. `depth` is 0 for a suite's standard, more for its sections; `entries` counts the posts below it.

    `cells` counts them by phase, in the order of the view's `phases`; where it has posts `outside` these, theirs come last. `rest` is where all of
    those stand that name it or a part of it, if not all are shown here.
    """

    anchor: str
    tag: Tag
    depth: int
    focus: bool
    entries: int
    cells: tuple[int, ...]
    phases: tuple[DigestBand, ...]
    rest: str


class DigestSuite(Struct, frozen=True, array_like=True):
    """One catalogue of the digest."""

    title: str
    groups: tuple[DigestGroup, ...]


class DigestView(Struct, frozen=True, array_like=True):
    """`/cohorts/<cohort>/digest/`: by standard in the catalogue's order, within it by phase. `gaps` are in focus with nothing yet."""

    head: Head
    cohort: Anchor
    dates: str
    entries: int
    suites: tuple[DigestSuite, ...]
    untagged: tuple[DigestBand, ...]
    gaps: tuple[Tag, ...]
    phases: tuple[Phase, ...]
    outside: bool


class CohortGroup(Struct, frozen=True, array_like=True):
    """Entries of one cohort (None: of none) in a list that may take several pages: its id on the page, how many there are in all, and those on this page.

    With `continued` the first of them are on the page before.
    """

    cohort: Anchor | None
    anchor: str
    entries: int
    continued: bool
    cards: tuple[Card, ...]


class StandardView(Struct, frozen=True, array_like=True):
    """`/standards/<id>/`: what it says, what it is part of and holds, and everything under it, by cohort. `pages` are all pages of a long list, this one too."""

    head: Head
    tag: Tag
    kind: str
    statement: str
    catalogue: str
    publisher: str
    in_force: str
    above: tuple[Tag, ...]
    parts: tuple[Count, ...]
    groups: tuple[CohortGroup, ...]
    entries: int
    page: int
    pages: tuple[Anchor, ...]


class PhaseView(Struct, frozen=True, array_like=True):
    """`/cohorts/<cohort>/phases/<id>/`. `entries` are all posts, `cards` those on this page of `pages`."""

    head: Head
    phase: Phase
    cohort: Anchor
    dates: str
    text: str
    prompts: tuple[Prompt, ...]
    entries: int
    cards: tuple[Card, ...]
    page: int
    pages: tuple[Anchor, ...]
    previous: Anchor | None
    next: Anchor | None


class WrittenView(Struct, frozen=True, array_like=True):
    """`/months/2018-01/`: what was written in a month, and the months before and after it in which anything was."""

    head: Head
    title: str
    entries: int
    cards: tuple[Card, ...]
    page: int
    pages: tuple[Anchor, ...]
    previous: Anchor | None
    next: Anchor | None


class PromptView(Struct, frozen=True, array_like=True):
    """`/prompts/<id>/`: the question, and all its answers by cohort. `pages` as in `StandardView`."""

    head: Head
    title: str
    text: str
    asked: tuple[tuple[Anchor, Phase | None], ...]
    groups: tuple[CohortGroup, ...]
    entries: int
    page: int
    pages: tuple[Anchor, ...]


class SearchOption(Struct, frozen=True, array_like=True):
    """Something by which a search can be narrowed: what the index calls it, and what people do. `depth` is how far below others it stands."""

    value: str
    label: str
    depth: int = 0


class OptionGroup(Struct, frozen=True, array_like=True):
    """Options that belong together, such as a catalogue's standards."""

    title: str
    options: tuple[SearchOption, ...]


class SearchView(Struct, frozen=True, array_like=True):
    """`/search/`: the ways in, and a form for those whose browser runs scripts. `bundle` is the script that searches the index; empty where there is none."""

    head: Head
    bundle: str
    kinds: tuple[SearchOption, ...]
    standards: tuple[OptionGroup, ...]
    phases: tuple[SearchOption, ...]
    people: tuple[SearchOption, ...]
    cohorts: tuple[SearchOption, ...]
    ways: tuple[Count, ...]


class SearchRecord(Struct, frozen=True, array_like=True):
    """Something that can be found: of some `kind`, with all by which the search can be narrowed. `text` is searched beside its body; `label` is what its kind is called, where a result says so."""

    address: str
    kind: str
    title: str
    label: str = ""
    body: Body | None = None
    text: str = ""
    by: str = ""
    people: tuple[str, ...] = ()
    date: Day | None = None
    phase: str = ""
    cohorts: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    language: str = ""


class IndexView(Struct, frozen=True, array_like=True):
    """All that can be found in an edition, which is in this language."""

    language: str
    records: tuple[SearchRecord, ...]


class EventView(Struct, frozen=True, array_like=True):
    """`/events/<slug>/`: `sort` is what its kind is called, `when` its days and hours in words. `posts` are those that reflect on it, `noted` other records that name it."""

    head: Head
    sort: str
    starts: str
    ends: str
    when: str
    place: str
    summary: str
    body: Body | None
    cohorts: tuple[Anchor, ...]
    leaders: tuple[Anchor, ...]
    bring: tuple[str, ...]
    materials: tuple[Anchor, ...]
    tags: tuple[Tag, ...]
    posts: tuple[Card, ...]
    noted: tuple[Anchor, ...]
    audience: str
    edit: str


class AgreedRow(Struct, frozen=True, array_like=True):
    """Something agreed at a meeting, or meant to be done by a school: by when, and when it was done. In a list of several records, `who` does it and which `record` says so."""

    what: str
    by: Day | None
    done: Day | None
    who: str = ""
    record: Anchor | None = None


class OutreachView(Struct, frozen=True, array_like=True):
    """`/outreach/`: case studies, how many `meetings` and `hours` everybody may know of at least (0 for nothing said), paper forms; `tools` are the ways to what is for the coordinator alone."""

    head: Head
    meetings: int
    hours: int
    posts: tuple[Card, ...]
    forms: tuple[Anchor, ...]
    tools: tuple[Anchor, ...]


class RequestView(Struct, frozen=True, array_like=True):
    """`/outreach/requests/<slug>/`: what a school asked for, and what came of it."""

    head: Head
    state: str
    school: str
    authority: str
    support: tuple[str, ...]
    asked: Day
    asked_by: str
    when: str
    colleague: Anchor | None
    closed: Day | None
    body: Body | None
    records: tuple[Anchor, ...]
    posts: tuple[Card, ...]
    edit: str


class RecordView(Struct, frozen=True, array_like=True):
    """`/outreach/records/<date>-<slug>/`: a Record of Meeting. `times` are what was spent on what, and in all; `copies` to whom, and when they were sent.

    `concern` says that one was raised: the day, and with whom.
    """

    head: Head
    request: Anchor | None
    school: str
    date: Day
    visitor: Anchor | None
    times: tuple[tuple[str, str], ...]
    involved: tuple[str, ...]
    purpose: str
    body: Body | None
    agreed: tuple[tuple[str, tuple[AgreedRow, ...]], ...]
    copies: tuple[tuple[str, Day | None], ...]
    concern: tuple[Day, str] | None
    posts: tuple[Card, ...]
    edit: str


class ColleagueView(Struct, frozen=True, array_like=True):
    """`/outreach/colleagues/<slug>/`: a leading colleague: validated when and by whom, for what, with how much time, and where they have been."""

    head: Head
    person: Anchor | None
    school: str
    validated: Day | None
    validated_by: str
    specialisms: tuple[str, ...]
    release: str
    cover: str
    time: str
    body: Body | None
    records: tuple[Anchor, ...]
    edit: str


class FormRow(Struct, frozen=True, array_like=True):
    """A part of a paper form: what is asked, a word of help, and how many lines there are to write on."""

    label: str
    hint: str
    lines: int


class OutreachFormView(Struct, frozen=True, array_like=True):
    """`/outreach/forms/…/`: a paper form, empty."""

    head: Head
    rows: tuple[FormRow, ...]
    note: str


class ProposedRow(Struct, frozen=True, array_like=True):
    """Somebody who could answer a request, and why they."""

    person: Anchor
    school: str
    reasons: tuple[str, ...]


class OpenRequest(Struct, frozen=True, array_like=True):
    """A request that waits, with who could answer it."""

    request: Anchor
    school: str
    support: tuple[str, ...]
    asked: Day
    asked_by: str
    when: str
    colleague: Anchor | None
    proposed: tuple[ProposedRow, ...]


class RequestRow(Struct, frozen=True, array_like=True):
    """A request that has been answered, or closed."""

    request: Anchor
    school: str
    state: str
    records: tuple[Anchor, ...]


class RequestsView(Struct, frozen=True, array_like=True):
    """`/outreach/requests/`: for the coordinator: what waits, and what does not; and the leading colleagues."""

    head: Head
    waiting: tuple[OpenRequest, ...]
    others: tuple[RequestRow, ...]
    colleagues: tuple[Anchor, ...]


class HoursRow(Struct, frozen=True, array_like=True):
    """How much time went into a school, or was spent by a colleague: `times` are visits, preparation, follow-up, and all of it."""

    who: Anchor
    meetings: int
    times: tuple[str, ...]


class CopyRow(Struct, frozen=True, array_like=True):
    """A copy that was not sent yet: of which record, of which day, to whom."""

    record: Anchor
    date: Day
    to: tuple[str, ...]


class RecordsView(Struct, frozen=True, array_like=True):
    """`/outreach/records/`: for the coordinator: what is overdue on the day of the build, what else is still to be done, copies not sent, time spent, and every record."""

    head: Head
    today: Day | None
    overdue: tuple[AgreedRow, ...]
    pending: tuple[AgreedRow, ...]
    copies: tuple[CopyRow, ...]
    by_school: tuple[HoursRow, ...]
    by_colleague: tuple[HoursRow, ...]
    records: tuple[tuple[Day, Anchor, str], ...]


class OccasionRow(Struct, frozen=True, array_like=True):
    """Something in the calendar, in a list. `sort` is the kind of event, or `deadline` or `phase`, and `label` what that is called.

    `when` are its days and hours in words, `time` the hour at which it begins.
    """

    sort: str
    title: str
    address: str
    starts: str
    when: str
    time: str
    place: str
    cohorts: tuple[Anchor, ...]
    label: str


class MonthRows(Struct, frozen=True, array_like=True):
    """What is in the calendar for a month, the month leading to its own page."""

    month: Anchor
    rows: tuple[OccasionRow, ...]


class EventsView(Struct, frozen=True, array_like=True):
    """`/events/`: what is coming (from the day of the build), the soonest first, and what is past, the latest first. `calendar` is the file to subscribe to."""

    head: Head
    coming: tuple[MonthRows, ...]
    past: tuple[MonthRows, ...]
    calendar: str


class MonthDay(Struct, frozen=True, array_like=True):
    """A day of a month; `number` is 0 for those of the months around it."""

    number: int
    iso: str
    label: str
    rows: tuple[OccasionRow, ...]


class MonthView(Struct, frozen=True, array_like=True):
    """`/events/<year>-<month>/`: the days by weeks, from Monday, under the `weekdays` (short, in full); `phases` last longer than a day and stand apart."""

    head: Head
    title: str
    weekdays: tuple[tuple[str, str], ...]
    weeks: tuple[tuple[MonthDay, ...], ...]
    phases: tuple[OccasionRow, ...]
    previous: Anchor | None
    next: Anchor | None
    calendar: str


class ProjectRow(Struct, frozen=True, array_like=True):
    """A project in a list: its state as it is kept, and as it is called."""

    title: str
    address: str
    state: str
    label: str
    area: str
    focus: str
    school: str
    authority: str
    summary: str
    partner: Anchor | None


class StateRows(Struct, frozen=True, array_like=True):
    """The projects in one state, what that is called, and what it means."""

    state: str
    label: str
    meaning: str
    rows: tuple[ProjectRow, ...]


class AreaRows(Struct, frozen=True, array_like=True):
    """The projects in one area."""

    area: str
    rows: tuple[ProjectRow, ...]


class ProjectsView(Struct, frozen=True, array_like=True):
    """`/projects/`: the board, by state and by area. `matching` leads to the coordinator's page, where there is one."""

    head: Head
    states: tuple[StateRows, ...]
    areas: tuple[AreaRows, ...]
    matching: str


class Visit(Struct, frozen=True, array_like=True):
    """A day at the school, and the kinds of data that were gathered on it."""

    date: Day
    data: tuple[str, ...]
    note: str


class ActionRow(Struct, frozen=True, array_like=True):
    """A line of an action plan: its status as it is kept, and as it is called; `overdue` says, to the coordinator alone, that its day has passed and it is not done."""

    what: str
    who: str
    by: Day | None
    status: str
    label: str
    overdue: bool = False


class ProjectView(Struct, frozen=True, array_like=True):
    """`/projects/<slug>/`: `steps` are all states, with whether each was reached and whether it is the present one; `presented` says to whom, and when."""

    head: Head
    row: ProjectRow
    steps: tuple[tuple[str, bool, bool], ...]
    contact: str
    starts: Day | None
    ends: Day | None
    matched: Day | None
    offers: tuple[Anchor, ...]
    body: Body | None
    visits: tuple[Visit, ...]
    findings: tuple[str, ...]
    actions: tuple[ActionRow, ...]
    presented: tuple[tuple[str, Day], ...]
    posts: tuple[Card, ...]
    noted: tuple[Anchor, ...]
    audience: str
    edit: str


class Need(Struct, frozen=True, array_like=True):
    """A project without a match, who offered to take it on, and who else states an interest in its area."""

    row: ProjectRow
    offers: tuple[Anchor, ...]
    interested: tuple[Anchor, ...]


class SchoolRow(Struct, frozen=True, array_like=True):
    """A school of which no project has a match, its people here, and the needs that it named."""

    school: str
    authority: str
    people: tuple[Anchor, ...]
    needs: tuple[Anchor, ...]


class ProjectMatchingView(Struct, frozen=True, array_like=True):
    """`/projects/matching/`: needs without a match, people whose school has no match yet, and what schools meant to do and have not done on the day of the build, `today`."""

    head: Head
    needs: tuple[Need, ...]
    schools: tuple[SchoolRow, ...]
    overdue: tuple[AgreedRow, ...]
    today: Day | None


class CalendarEntry(Struct, frozen=True, array_like=True):
    """An entry of a calendar file: days with the last one included, or moments in the calendar's zone. `busy` where it takes somebody's time."""

    id: str
    sort: str
    title: str
    address: str
    starts: str
    ends: str
    place: str
    summary: str
    updated: str
    busy: bool


class CalendarView(Struct, frozen=True, array_like=True):
    """`calendar.ics`: `zone` is the time zone of all moments in it."""

    name: str
    address: str
    language: str
    zone: str
    entries: tuple[CalendarEntry, ...]


class PageView(Struct, frozen=True, array_like=True):
    """A page of the network's own."""

    head: Head
    body: Body | None
    summary: str
    edit: str


class Purpose(Struct, frozen=True, array_like=True):
    """One kind of personal data: why it is held, and on what lawful basis (in words)."""

    what: str
    why: str
    basis: str


class PrivacyView(Struct, frozen=True, array_like=True):
    """`/privacy/`: the network's own words, then what a notice has to say. `bases` are the lawful bases by their short names.

    `spoken` is the language of what the law wants said, where it is not the page's; `own` that of the network's own words among it, where it is not the same.
    """

    head: Head
    summary: str
    body: Body | None
    edit: str
    who: str
    purposes: tuple[Purpose, ...]
    bases: tuple[str, ...]
    how_long: str
    ask: Anchor | None
    officer: Anchor | None
    shared_with: str
    complain_to: tuple[Anchor, ...]
    reviewed: Day | None
    spoken: str
    own: str


class Fault(Struct, frozen=True, array_like=True):
    """Something that not everybody can use, why, and what they can do instead."""

    what: str
    why: str
    instead: str
    criterion: str


class AccessibilityView(Struct, frozen=True, array_like=True):
    """`/accessibility/`: the network's own words, then what a statement has to say. `faults` are by the law's name for their kind.

    `status` is full, partial or none; `enforced_in` great-britain or northern-ireland. `spoken` and `own` are as in a `PrivacyView`.
    """

    head: Head
    summary: str
    body: Body | None
    edit: str
    organisation: str
    status: str
    faults: tuple[tuple[str, tuple[Fault, ...]], ...]
    contact: Anchor | None
    response: str
    prepared: Day
    reviewed: Day | None
    tested: str
    enforced_in: str
    spoken: str
    own: str


class Specimen(Struct, frozen=True, array_like=True):
    """An entry in a list, with what is special about it."""

    anchor: str
    note: str
    card: Card


class StyleView(Struct, frozen=True, array_like=True):
    """`/style/`: the parts of the theme, each filled with what the template that shows it expects."""

    head: Head
    phases: tuple[Phase, ...]
    entries: tuple[Specimen, ...]
    prose: Body
    post: PostView
    person: PersonView
    digest: DigestView
    index: ListView
    showcase: ShowcaseView
    today: tuple[TodayView, ...]
    search: SearchView
    coverage: CoverageView
    circle: Circle
    people: tuple[Anchor, ...]
    timeline: TimelineView
    waiting: WaitingView
    occasions: tuple[OccasionRow, ...]
    month: MonthView
    plan: PlanView
    project: ProjectView
    request: RequestView
    form: OutreachFormView


class NotFoundView(Struct, frozen=True, array_like=True):
    """`/404.html`; its links are absolute, since it is shown at any address."""

    head: Head


class MovedView(Struct, frozen=True, array_like=True):
    """An old address, which leads on."""

    head: Head
    target: str


class FeedEntry(Struct, frozen=True, array_like=True):
    """One entry of a feed; `address` is absolute, `id` never changes."""

    id: str
    title: str
    address: str
    published: str
    updated: str
    writers: tuple[Anchor, ...]
    summary: str
    body: Body | None
    tags: tuple[str, ...]
    answers: tuple[Anchor, ...]
    language: str


class FeedView(Struct, frozen=True, array_like=True):
    """A feed, in either format. `base` is the edition's absolute address, which fills the slots of its bodies."""

    id: str
    title: str
    address: str
    own: str
    base: str
    updated: str
    language: str
    entries: tuple[FeedEntry, ...]


class OutlinesView(Struct, frozen=True, array_like=True):
    """`opml.xml`: the feeds of all participants."""

    title: str
    feeds: tuple[tuple[str, str, str], ...]


class SitemapView(Struct, frozen=True, array_like=True):
    """`sitemap.xml`: absolute addresses with the day of their last change, which may be empty."""

    rows: tuple[tuple[str, str], ...]


class HeadersView(Struct, frozen=True, array_like=True):
    """`_headers`: whose edition it is, where it will be, and where its forms lead (empty where it has none)."""

    edition: str
    public: bool
    base: str
    forms: str


class RobotsView(Struct, frozen=True, array_like=True):
    """`robots.txt`: editions that are not public ask not to be listed."""

    public: bool
    sitemap: str


class CoverageRow(Struct, frozen=True, array_like=True):
    """A person in the matrix: `cells` count their posts under each standard, in the order of the view's; `gaps` the standards in focus without any.

    `anchor` is where they stand on the pages of evidence; `expected` is false for those who wrote without being participants.
    """

    person: Anchor
    anchor: str
    role: str
    school: str
    cells: tuple[int, ...]
    entries: int
    gaps: int
    expected: bool


class CoverageColumn(Struct, frozen=True, array_like=True):
    """A standard in the matrix. `evidence` is the page of its posts by these people (empty where there are none); `people` counts those with any."""

    tag: Tag
    evidence: str
    people: int


class Gap(Struct, frozen=True, array_like=True):
    """A standard in focus, and the participants without a post on it: the first of them, and how many `more`."""

    tag: Tag
    people: tuple[Anchor, ...]
    more: int


class PersonGap(Struct, frozen=True, array_like=True):
    """A participant, and the standards in focus on which they have not written."""

    person: Anchor
    school: str
    tags: tuple[Tag, ...]


class CoverageView(Struct, frozen=True, array_like=True):
    """`/cohorts/<cohort>/coverage/`: who has written on which standard, in one phase or in all. The first `focus` columns are the standards in focus.

    `phases` lead to the matrix of each. `suffix` is put after a row's anchor to point to the posts of this phase. `gaps` are of all participants, on whichever
    page they stand; `people` counts them. `lacking` are the participants of this page who have any, those with most first. `table` is the same as CSV.
    """

    head: Head
    cohort: Anchor
    phase: Phase | None
    phases: tuple[Phase, ...]
    suffix: str
    focus: int
    columns: tuple[CoverageColumn, ...]
    rows: tuple[CoverageRow, ...]
    people: int
    gaps: tuple[Gap, ...]
    lacking: tuple[PersonGap, ...]
    table: Anchor
    page: int
    pages: tuple[Anchor, ...]


class EvidencePhase(Struct, frozen=True, array_like=True):
    """A person's posts on a standard in one phase (None for those outside the phases)."""

    anchor: str
    phase: Phase | None
    posts: tuple[tuple[Anchor, Day, tuple[Tag, ...]], ...]


class EvidencePerson(Struct, frozen=True, array_like=True):
    """A person's posts on a standard."""

    anchor: str
    person: Anchor
    entries: int
    phases: tuple[EvidencePhase, ...]


class EvidenceView(Struct, frozen=True, array_like=True):
    """`/cohorts/<cohort>/coverage/standards/<id>/`: what stands behind the cells of one column. `missing` are the participants with nothing there."""

    head: Head
    cohort: Anchor
    tag: Tag
    focus: bool
    people: tuple[EvidencePerson, ...]
    missing: tuple[Anchor, ...]
    page: int
    pages: tuple[Anchor, ...]


class TableView(Struct, frozen=True, array_like=True):
    """A table for a spreadsheet: its rows, the first with the names of the columns."""

    rows: tuple[tuple[str, ...], ...]


class Waiting(Struct, frozen=True, array_like=True):
    """Something that nobody has answered: how long is said in `days`, which is negative where that does not matter (any longer)."""

    post: Anchor
    writers: tuple[Anchor, ...]
    since: Day
    days: int
    language: str
    summary: str = ""


class Quiet(Struct, frozen=True, array_like=True):
    """Somebody who has not written in a phase, and when they last did. `role` is empty for a participant."""

    person: Anchor
    role: str
    last: Day | None


class Seat(Struct, frozen=True, array_like=True):
    """Where a person stands in the picture of a conversation: the place of the dot, and of the label with its direction in degrees and its end."""

    label: str
    name: str
    participant: bool
    x: str
    y: str
    label_x: str
    label_y: str
    turn: str
    end: str


class Arrow(Struct, frozen=True, array_like=True):
    """A line of the picture, from who answered to whom: an SVG path, how strong it is (1 to 4), and what it says."""

    path: str
    strength: int
    giver: str
    taker: str
    times: int


class Circle(Struct, frozen=True, array_like=True):
    """Who answers whom, as a picture: those who take part most, in a circle. `box` is what an SVG calls its view box."""

    box: str
    seats: tuple[Seat, ...]
    arrows: tuple[Arrow, ...]


class Talker(Struct, frozen=True, array_like=True):
    """A person's part in a cohort's conversation: whom they answered and who answered them, with how often, the most frequent first."""

    person: Anchor
    role: str
    posts: int
    replies: int
    answered: tuple[tuple[str, int], ...]
    answered_by: tuple[tuple[str, int], ...]


class ConversationsView(Struct, frozen=True, array_like=True):
    """`/cohorts/<cohort>/conversations/`: who answers whom, and what waits. `today` is the day of the build while the programme runs.

    `phase` is the one that began last. Of posts and questions those that waited longest are listed; the counts are of all.
    """

    head: Head
    cohort: Anchor
    today: Day | None
    phase: Phase | None
    waiting: tuple[Waiting, ...]
    waiting_count: int
    questions: tuple[Waiting, ...]
    questions_count: int
    quiet: tuple[Quiet, ...]
    alone: tuple[Quiet, ...]
    circle: Circle
    people: tuple[Talker, ...]


class Bar(Struct, frozen=True, array_like=True):
    """A rectangle of a picture, in the units of its view box."""

    x: str
    y: str
    width: str
    height: str


class Mark(Struct, frozen=True, array_like=True):
    """A label on an axis, at its place."""

    at: str
    label: str


class Band(Struct, frozen=True, array_like=True):
    """A phase in a picture: the stretch that it takes."""

    phase: Phase
    x: str
    width: str
    middle: str


class Week(Struct, frozen=True, array_like=True):
    """A row of the timeline: the week (or as many as the view's `weeks` say) that begins on this day. `outside` is before or after for what lies there, else empty."""

    outside: str
    first: Day | None
    phases: tuple[Phase, ...]
    posts: int
    replies: int


class TimelineView(Struct, frozen=True, array_like=True):
    """`/cohorts/<cohort>/timeline/`: posts and replies by week, as a picture and as a table."""

    head: Head
    cohort: Anchor
    weeks: int
    rows: tuple[Week, ...]
    posts: int
    replies: int
    phases: tuple[Phase, ...]
    box: str
    bands: tuple[Band, ...]
    post_bars: tuple[Bar, ...]
    reply_bars: tuple[Bar, ...]
    across: tuple[Mark, ...]
    up: tuple[Mark, ...]


class Task(Struct, frozen=True, array_like=True):
    """A question put to a cohort in its present phase, and by when it wants an answer."""

    prompt: Prompt
    cohort: Anchor
    due: Day | None


class WaitingView(Struct, frozen=True, array_like=True):
    """`/waiting/<person>/`: what waits for one person. `questions` are replies that ask something, the oldest first; `replies` the others, the newest first; `more` counts those that are left out."""

    head: Head
    person: Anchor
    tasks: tuple[Task, ...]
    questions: tuple[Card, ...]
    replies: tuple[Card, ...]
    more: int


class TodayView(Struct, frozen=True, array_like=True):
    """What a facilitator sees first of a cohort whose programme is under way: what waits longest, who has gone quiet, and the ways to the rest."""

    cohort: Anchor
    phase: Phase | None
    waiting: tuple[Waiting, ...]
    waiting_count: int
    quiet: tuple[Anchor, ...]
    quiet_count: int
    tools: tuple[Anchor, ...]


class Stage(Struct, frozen=True, array_like=True):
    """A step on the way to an aim. `status` is empty where nothing is said."""

    title: str
    when: str
    status: str


class Evidence(Struct, frozen=True, array_like=True):
    """What shows that an aim was worked on. An event of several days, or another record, may have no `date`."""

    entry: Anchor
    date: Day | None


class Aim(Struct, frozen=True, array_like=True):
    """What somebody aims at. `state` is for the theme, `status` is what it is called; `overdue` says that its day has passed and it is not reached."""

    anchor: str
    title: str
    state: str
    status: str
    tags: tuple[Tag, ...]
    support: str
    time: str
    entitlement: str
    by: Day | None
    overdue: bool
    stages: tuple[Stage, ...]
    evidence: tuple[Evidence, ...]
    reflection: str
    audience: str


class SignOff(Struct, frozen=True, array_like=True):
    """Who signed a review off, by role, and when; `changed` says that what it rests on is no longer what it was then."""

    by: str
    date: Day
    changed: bool


class Review(Struct, frozen=True, array_like=True):
    """A conversation about a plan. `missing` are the roles that have not signed it off."""

    date: Day
    role: str
    agreed: tuple[str, ...]
    signed: tuple[SignOff, ...]
    missing: tuple[str, ...]
    entries: int
    audience: str


class PlanView(Struct, frozen=True, array_like=True):
    """`/participants/<person>/plan/`: what somebody aims at, and the reviews of it. `evidence` leads to what it holds by standard."""

    head: Head
    person: Anchor
    summary: str
    body: Body | None
    aims: tuple[Aim, ...]
    reviews: tuple[Review, ...]
    updated: Day | None
    audience: str
    evidence: str
    edit: str


class Covered(Struct, frozen=True, array_like=True):
    """What a plan shows of one standard: the aims that work towards it, how much there is in each year, and all of it, the oldest first."""

    anchor: str
    tag: Tag
    aims: tuple[Anchor, ...]
    years: tuple[int, ...]
    evidence: tuple[Evidence, ...]


class CoveredSuite(Struct, frozen=True, array_like=True):
    """The standards of one catalogue."""

    title: str
    standards: tuple[Covered, ...]


class Lacking(Struct, frozen=True, array_like=True):
    """A standard, or an aim, that nothing shows yet. `posts` are the owner's own on this standard, which the plan does not name."""

    entry: Anchor
    by: Day | None
    overdue: bool
    posts: tuple[Evidence, ...]


class PlanEvidenceView(Struct, frozen=True, array_like=True):
    """`/participants/<person>/plan/evidence/`: what a plan shows of each standard, over the years, and what it does not show yet. The last of `years` may be empty: for what has no date."""

    head: Head
    plan: Anchor
    years: tuple[str, ...]
    suites: tuple[CoveredSuite, ...]
    standards: tuple[Lacking, ...]
    aims: tuple[Lacking, ...]


class Said(Struct, frozen=True, array_like=True):
    """A reply, in full. What stayed where it was written has no `writers`, and `gone` says so."""

    writers: tuple[Anchor, ...]
    date: Day
    body: Body | None
    gone: str


class Entry(Struct, frozen=True, array_like=True):
    """A post of the owner's, in full, with what it answers and what was said to it."""

    anchor: str
    post: Anchor
    date: Day
    tags: tuple[Tag, ...]
    answers: tuple[Anchor, ...]
    body: Body | None
    said: tuple[Said, ...]
    audience: str
    language: str


class PortfolioView(Struct, frozen=True, array_like=True):
    """`/portfolio/`: all of a portfolio on one page, to be printed. `since` is empty where everything is in it."""

    head: Head
    name: str
    school: str
    biography: Body | None
    plan: PlanView | None
    years: tuple[str, ...]
    suites: tuple[CoveredSuite, ...]
    standards: tuple[Lacking, ...]
    entries: tuple[Entry, ...]
