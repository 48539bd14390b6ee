"""Codes of diagnostics: the severity of each, its meaning, an example, and its remedy."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

UNFILLED: Final = "privacy-unfilled"
"""The code of a notice as `enquiry init` wrote it: no public edition is built with one."""
PUBLIC_ONLY: Final = frozenset({"privacy-incomplete", "no-privacy-notice"})
"""Codes that are only reported where the public edition is built."""


class Code(Struct, frozen=True):
    """A kind of finding.

    An `error` keeps a record from being published, a `warning` does not, and a `note` is no fault at all.
    """

    severity: str
    meaning: str
    example: str
    mend: str


def _error(meaning: str, example: str, mend: str) -> Code:
    return Code("error", meaning, example, mend)


def _warning(meaning: str, example: str, mend: str) -> Code:
    return Code("warning", meaning, example, mend)


def _note(meaning: str, example: str, mend: str) -> Code:
    return Code("note", meaning, example, mend)


SEVERITIES: Final = ("error", "warning", "note")
"""The severities of findings, the gravest first."""
CODES: Final[dict[str, Code]] = {
    # files
    "not-utf-8": _error(
        "The file was not saved as plain text, so its letters can't be read.",
        "a file saved by an old program, in which é is not é elsewhere",
        "Save it as plain text; where the dialog asks for an encoding, choose UTF-8.",
    ),
    "nul-byte": _error(
        "It is another kind of file under the name of a text.",
        "a picture renamed to .md",
        "Save the words themselves as plain text, or delete the file.",
    ),
    "control-character": _error(
        "A character that can't be seen, and that no text has.",
        "a character that came along with pasted words",
        "Delete it with the letter before it, and type that again.",
    ),
    "unseen-break": _warning(
        "An invisible character for the end of a line or a page that only some programs know, "
        "shown as a space.",
        "a line ended in Word with Shift and Enter",
        "Delete it, and press Enter where a line should end.",
    ),
    "file-too-large": _error(
        "A text of more than 256 KB (40,000 words), or 5,000 lines.",
        "a picture pasted as text",
        "Save pictures as files beside the post; split a long text.",
    ),
    "unreadable-file": _error(
        "The computer refuses to open the file or folder.",
        "a file without read permission",
        "Correct its permissions.",
    ),
    "symbolic-link": _error(
        "A file that only points to another place (a symbolic link), which may be anywhere.",
        "posts/x.md → /etc/passwd",
        "Put the file itself there.",
    ),
    "special-file": _error(
        "Something that is not a file: a pipe, a socket, a device, a repository within the repository.",
        "a named pipe in posts/",
        "Remove it.",
    ),
    "bad-name": _error(
        "A file's or folder's name can't be part of an address that works everywhere.",
        "posts/2018-01-15-My Post!.md",
        "Rename it: lower case letters, digits and hyphens.",
    ),
    "misplaced-file": _warning(
        "A text in a folder where none is looked for, or a file that nothing links to: it is on no page.",
        "participants/rachna/my-post.md",
        "Move it to posts/ or replies/.",
    ),
    # settings
    "front-matter-missing": _error(
        "A file does not begin with its settings.",
        "a file that begins with its text",
        "Begin it with ---, title: and date:, then --- again.",
    ),
    "front-matter-unclosed": _error(
        "The settings at the top have no end.",
        "--- without a second ---",
        "Put a line --- after the last setting.",
    ),
    "yaml-unparsable": _error(
        "The settings can't be read.",
        "title: Why: a question",
        'Put the value in quotes: title: "Why: a question".',
    ),
    "unseen-sign": _error(
        "A character that nobody sees, or that only looks like a colon, beside a key of the settings.",
        "a no-break space behind title:",
        "Delete it and type an ordinary space.",
    ),
    "yaml-too-large": _error(
        "Settings longer than 64 KB.", "the text of a post under `summary:`", "Move text into the body."
    ),
    "yaml-too-deep": _error(
        "Settings nested more than 20 deep.",
        "[[[[[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]]]]]",
        "Settings need two or three levels.",
    ),
    "yaml-anchor": _error(
        "A value begins with & or *, which have a meaning of their own in settings.",
        "title: *important",
        "Put the value in quotes.",
    ),
    "yaml-tag": _error(
        "A value begins with !, which has a meaning of its own in settings.",
        "title: !wow",
        "Put the value in quotes.",
    ),
    "duplicate-key": _error(
        "A setting stands there twice.",
        "date: 2018-01-15, and further down date: 2018-01-16",
        "Keep one of them.",
    ),
    "unknown-key": _error(
        "A setting that this kind of file does not have.",
        "standard: slm-2012.3.3",
        "Write standards: as the hint says.",
    ),
    "wrong-type": _error(
        "A setting has a value of another kind than it needs.",
        "date: next Tuesday",
        "Write what the hint shows.",
    ),
    "missing-key": _error("A setting that must be there is not.", "a profile without name:", "Add it."),
    "missing-title": _error(
        "A post has no title. (A reply may do without.)", "a post without title:", "Add a line title: …"
    ),
    "missing-date": _error(
        "A post or reply has no date.", "a post without date:", "Add a line date: 2018-01-15"
    ),
    "impossible-date": _error("A date that no calendar has.", "date: 2018-02-30", "Correct the day."),
    "unlikely-date": _warning(
        "A date that can hardly be right: before the cohort began or what it answers was written, or far "
        "from the date in the file's name.",
        "2018-01-16-again.md with date: 2081-01-16",
        "Correct the date, or keep it if it is meant.",
    ),
    "draft": _note(
        "A post or reply with `draft: true`: it is in no edition.",
        "draft: true",
        "Nothing is to be done while it is not ready. Then delete the line.",
    ),
    "scheduled": _note(
        "A post or reply whose date is still to come: it is in no edition until that day.",
        "date: 2062-11-29",
        "Nothing is to be done, if that is meant. A build on that day shows it.",
    ),
    "feed-failing": _warning(
        "A blog elsewhere can't be fetched, so what is new in it is not shown here.",
        "feed: of a blog that has moved",
        "Correct feed: in profile.md, or take it out.",
    ),
    "no-network": _error(
        "There is no network.yaml.", "an empty content folder", "enquiry init DIR starts a new network."
    ),
    "no-editor": _note(
        "network.yaml asks for forms in the browser, and what they are made of is not on this computer.",
        "editor: yes, without node_modules/",
        "Type `enquiry editor`; in CI, `npm ci --ignore-scripts`.",
    ),
    "editor-committed": _warning(
        "What forms in the browser are made of is committed, where it could be anything, so it is not used: "
        "it runs in the page in which all write.",
        "node_modules/ in the repository",
        "git rm -r --cached node_modules, and node_modules/ in .gitignore; `enquiry editor` fetches it.",
    ),
    "no-theme": _warning(
        "network.yaml asks for a theme that is not there, so the default one is used.",
        "theme: ours, without themes/ours/",
        "Correct theme:, or make the folder.",
    ),
    "broken-theme": _error(
        "A template of the network's own theme has a mistake.",
        "{% for post in posts }",
        "Mend the template that is named, or delete it.",
    ),
    "broken-translation": _error(
        "A theme's translation can't be used.",
        'msgstr "%(nme)s" for msgid "%(name)s"',
        "Mend the line that is named, or leave the translation empty.",
    ),
    "no-translation": _warning(
        "Menus, dates and buttons are in English, since nobody has translated them.",
        "language: fr",
        "`enquiry translate fr` starts a translation.",
    ),
    "draft-translation": _warning(
        "Nobody who speaks the language has checked the words of menus, dates and buttons.",
        "language: gd",
        "Ask somebody who speaks it; then take out `#, fuzzy`.",
    ),
    # references
    "unknown-standard": _error(
        "There is no such standard in the catalogues in use.",
        "standards: [clpl-2012.enquiry]",
        "Write the id that the hint names.",
    ),
    "no-standards": _warning(
        "A participant's post names no standard, though the cohort has some in focus, so it is under none in "
        "the digest.",
        "a post without standards:",
        "Add standards: as the hint says.",
    ),
    "unknown-catalogue": _error(
        "network.yaml names a catalogue of standards that is not there.",
        "standards: [gtcs-2013]",
        "Name one that ships with Enquiry or is in content/standards/.",
    ),
    "standard-cycle": _error(
        "In a catalogue, a standard stands under itself.", "parent: of its own part", "Correct parent:."
    ),
    "standard-out-of-date": _warning(
        "A standard was in force neither on the day of the post nor when the writer's cohort began.",
        "a post of 2022 with slm-2012.3.3",
        "Keep it if it is meant; otherwise choose one of its time.",
    ),
    "unknown-phase": _error(
        "The cohort has no such phase.", "phase: explorng", "Write the id that the hint names."
    ),
    "unknown-programme": _error(
        "The network's settings name the phases of a programme that no cohort is a run of.",
        "programmes: {Suporting Teacher Leadership: [exploring]}",
        "Write the name as `programme` in a cohort's file has it.",
    ),
    "phase-of-another-cohort": _error(
        "The phase belongs to another cohort than the post.",
        "phase: pre-reading in a post of stl-2018",
        "Choose one of the cohort's own, or say cohort:.",
    ),
    "unknown-prompt": _error(
        "The cohort has no such prompt.", "prompt: what-is-leadership", "Write the id that the hint names."
    ),
    "unknown-cohort": _error(
        "There is no such cohort.",
        "cohort: stl-2081",
        "Write the name of a file in cohorts/ without its ending.",
    ),
    "cohort-needed": _error(
        "On that day the writer was in more than one cohort.",
        "a post by a participant who is also a tutor",
        "Add a line cohort: …",
    ),
    "unknown-person": _error(
        "There is no such participant.", "with: [ema]", "Write the name of a folder in participants/."
    ),
    "unknown-post": _error(
        "A showcase shows, or a record names, a post that is not there.",
        "post: rachna/no-such-post",
        "Write the id that the hint names.",
    ),
    "unknown-record": _error(
        "There is no such record: no event, or whatever else is meant.",
        "reflects_on: events/winter-residental",
        "Write the id that the hint names.",
    ),
    "outside-cohort": _warning(
        "An event of a cohort lies outside the cohort's time.",
        "starts: 2081-02-02 for 2018-02-02",
        "Correct the date, or keep it if it is meant.",
    ),
    "changed-since-sign-off": _warning(
        "What a review of a plan rests on is another thing than when it was signed off.",
        "an edited post that the plan names as evidence",
        "Look at it together, then enquiry sign-off.",
    ),
    "unknown-area": _error(
        "Schools can ask for no such area, in this network.",
        "area: feed back",
        "Write what the hint names, or add it to `areas` in network.yaml.",
    ),
    "name-for-role": _error(
        "A person is named where a role is meant.",
        "contact: Mrs Smith",
        "Write the role alone: Depute head teacher.",
    ),
    "out-of-order": _error(
        "A part of a project's story is there without the one before it, or is dated before it.",
        "visits: without match:",
        "Add what is missing, or correct the date.",
    ),
    "outside-timeframe": _warning(
        "A visit lies outside a project's timeframe.",
        "a visit in June, with ends: 2018-05-31",
        "Correct the date, or keep it if it is meant.",
    ),
    "own-school": _error(
        "Somebody offers, is matched with, or visits their own school.",
        "match: emma, at Emma's own school",
        "Choose somebody of another school, or correct the school.",
    ),
    "unknown-role": _error(
        "A role that nobody can have in a cohort.",
        "rachna: student",
        "participant, critical-friend, tutor or facilitator.",
    ),
    "no-profile": _error(
        "A folder has posts, but no profile.md says whose they are.",
        "participants/new/posts/x.md alone",
        "Add profile.md with a line name: …",
    ),
    "unknown-audience": _error(
        "A word that is not an audience. The record stays private until it is mended.",
        "audience: everyone",
        "private, facilitators, cohort or public.",
    ),
    "audience-narrowed": _warning(
        "A reply asks for a wider audience than what it answers; it gets the narrower one.",
        "audience: public, answering a post for the cohort",
        "Leave audience: out.",
    ),
    "not-public": _warning(
        "A record asks to be public, but somebody in it has not agreed to appear in public, so it is not.",
        "audience: public by somebody whose profile has no consent",
        "Add the day of the consent to the profile, or leave audience: out.",
    ),
    "no-cohort": _warning(
        "The writer is in no cohort, so the post is in no digest.",
        "a new folder that no cohort's members: names",
        "Add a line under members: in the cohort's file.",
    ),
    "half-pseudonym": _error(
        "A pseudonym needs both its name and its id.", "public_name: without public_id:", "Add the other one."
    ),
    "reply-to-nothing": _error(
        "What a reply answers is not there.",
        "reply_to: rachna/no-such-post",
        "Write the id that the hint names.",
    ),
    "address-for-id": _warning(
        "A setting names a post by its address on the site, which may change.",
        "reply_to: https://enquiry.example.org/participants/rachna/listening/",
        "Write the id that the hint names.",
    ),
    "reply-cycle": _error(
        "Replies answer each other in a circle.",
        "a answers b, b answers a",
        "Let one of them answer something else.",
    ),
    "duplicate-identity": _error(
        "Two files would have one name on the site, here or on a computer that takes a for A.",
        "posts/2018-01-15-x.md and replies/2018-01-16-x.md",
        "Rename one of them.",
    ),
    "duplicate-address": _error(
        "Two pages would have the same address.", "an alias that is somebody's page", "Change one of them."
    ),
    # who may change what: `enquiry check --as … --since …`
    "not-yours": _error(
        "A proposal changes a file outside its writer's own folder. Facilitators alone may.",
        "rachna edits a post of emma's",
        "Take the file out, or ask a facilitator.",
    ),
    "role-change": _error(
        "A proposal changes who is in a cohort, or as what, and a facilitator did not make it.",
        "rachna: facilitator",
        "Ask a facilitator to make the change.",
    ),
    "unknown-writer": _error(
        "It is not known who makes a proposal, so they may change nothing.",
        "--as @an-account that no profile lists",
        "A facilitator adds it to accounts: in their profile.",
    ),
    "impersonation": _error(
        "A proposal claims a name or an account of somebody else, or signs off a plan in their place.",
        "also_known_as: [Emma Mackenzie] in rachna's profile",
        "Take it out, or ask a facilitator.",
    ),
    "co-writer-unasked": _warning(
        "A proposal names somebody else as a co-writer, who may not know of it.",
        "with: [emma], proposed by rachna",
        "Ask the co-writer before it is accepted.",
    ),
    # what must not get out
    "personal-data": _error(
        "What looks like personal data would be in the public edition.",
        "jane.smith@school.sch.uk in a public post",
        "Take it out, or run enquiry accept.",
    ),
    "personal-data-in-cohort": _warning(
        "What looks like personal data is in the cohort's edition.",
        "a telephone number in a post for the cohort",
        "Take it out, or run enquiry accept.",
    ),
    "part-of-a-name": _warning(
        "A first name or a surname would be public whose bearer has another name in public.",
        "Fiona in a public post, where Fiona Cowan has a pseudonym",
        "Write what they are, or accept the word.",
    ),
    "unused-acceptance": _warning(
        "accepted.yaml accepts something that is not there, or no longer.",
        "a finding in a post that was renamed since",
        "Delete the entry.",
    ),
    "person-named": _error(
        "A record that names nobody has a name in it, or something by which a pupil could be known.",
        "Ms Reid in a record of a meeting",
        "Write what they are: the head teacher.",
    ),
    "concern-told": _error(
        "A record says more of a concern than that it was raised, and with whom.",
        "concern: what happened",
        "Tell the head at once; write concern: {raised: 2018-11-06, to: head teacher}.",
    ),
    # what a site says of itself
    "privacy-incomplete": _error(
        "The privacy notice lacks something that the law wants said, so the public edition is not built.",
        "privacy: without how_long:",
        "Add what is missing.",
    ),
    "no-privacy-notice": _warning(
        "The public edition has no privacy notice at all.",
        "a network.yaml without privacy:",
        "Add privacy: with who, why, how_long and ask.",
    ),
    "privacy-unfilled": _warning(
        "The privacy notice is as `enquiry init` wrote it, in places, so there is no public edition.",
        'privacy: {who: "[The name and the address of the organisation that decides]"}',
        "Write what holds for your network, without the square brackets.",
    ),
    "accessibility-contradiction": _error(
        "The accessibility statement contradicts itself.",
        "status: full, with faults: below it",
        "Write status: partial, or correct the faults.",
    ),
    "placeholder": _warning(
        "A notice, a profile or the page about the network still says what is to be written there.",
        'who: "[The name of your organisation]"',
        "Write what holds for your network, or for you.",
    ),
    # text
    "unwritten": _error(
        "A text is empty, or still holds the words with which Enquiry began it.",
        "Write your post here.",
        "Write it, or delete the file.",
    ),
    "nested-too-deep": _error(
        "Lists or quotations are nested so deep that their inside can't be read.",
        "sixty > in one line",
        "Take some of the levels away.",
    ),
    "too-tangled": _error(
        "So many brackets and other marks that it can't be told which belong together, or so many "
        "cells of tables.",
        "[[[[[[[[ ten thousand times",
        "Take them out, or put them between lines of ```; put tables of figures into a file.",
    ),
    "broken-link": _error(
        "A link or picture leads to a file that is not there.", "![Chart](chrat.png)", "Correct the name."
    ),
    "outside-content": _error(
        "A link leads out of the content folder.",
        "[notes](../../../../notes.md)",
        "Link to something inside it.",
    ),
    "broken-anchor-elsewhere": _error(
        "A link leads to a heading that its file does not have.",
        "[see](other.md#no-such-heading)",
        "Link to a heading by its words, in lower case with hyphens.",
    ),
    "unfinished-mark": _warning(
        "A mark without its other half, or typed with another sign that looks like it; so it is shown as "
        "text, or goes on to the end.",
        "**bold, <details> without </details>, or • for a list",
        "Type what the hint shows.",
    ),
    "heading-skips": _warning(
        "A heading is two or more levels below the one above it.",
        "#### Next below ## First",
        "Write as many # as the one above it has, or one more.",
    ),
    "broken-anchor": _warning(
        "A link leads to a heading that this text does not have.",
        "[above](#no-such-heading)",
        "Link to a heading by its words, in lower case with hyphens.",
    ),
    "asset-kind": _error(
        "A file of a kind that is not published.",
        "[macro](marks.xlsm)",
        "Save it as one of the kinds in the hint.",
    ),
    "attachment-not-allowed": _error(
        "A file of a kind that this network does not publish.",
        "[my notes](notes.pdf)",
        "Add its kind to `attachments` in network.yaml, or leave the link out.",
    ),
    "broken-picture": _error(
        "A picture that can't be read, or is something else under a picture's name.",
        "a Word file renamed to .jpg",
        "Save it again as .jpg or .png from a drawing program.",
    ),
    "broken-attachment": _error(
        "A PDF that can't be read or is locked, so that its properties can't be taken out.",
        "a PDF with a password",
        "Print it to PDF again, without a password.",
    ),
    "media-too-large": _error(
        "A picture or attachment that is too large to be published.",
        "a scan of 50,000 × 50,000 pixels",
        "Save it smaller: 1600 pixels across are enough.",
    ),
    "unknown-photo": _warning(
        "Something is said of a picture that the text does not show.",
        "photos: {sport-day.jpg: …} for sports-day.jpg",
        "Correct the name, or remove the entry.",
    ),
    "photo-without-permission": _warning(
        "A picture of people without a permission, or with one that has run out, is left out of the "
        "public edition.",
        "photos: {class.jpg: {people: true}}",
        "Ask for the permission and write `permission:` and `until:`; or take the picture out.",
    ),
    "photo-unsaid": _warning(
        "Nothing says whether there are people in a public picture.",
        "![Sports day](sports-day.jpg)",
        "Write `photos: {sports-day.jpg: {people: false}}`, or which permission there is.",
    ),
    "photo-unsaid-strict": _error(
        "Nothing says whether there are people in a public picture, in a network that wants to know "
        "(`photos: strict`).",
        "![Sports day](sports-day.jpg)",
        "Write `photos: {sports-day.jpg: {people: false}}`, or which permission there is.",
    ),
    "site-link": _error(
        "A link to an address of the site, which can't be checked and differs between editions.",
        "[Emma](/participants/emma/)",
        "Link to the file: ../../emma/profile.md",
    ),
    "own-address": _warning(
        "An address of the network's own site leads to no text, so that it can't be checked and may lead "
        "nowhere in another edition.",
        "https://enquiry.example.org/participants/emma/no-such-post/",
        "Link to the file: ../../emma/posts/2018-01-17-listening.md",
    ),
    "empty-link": _warning(
        "A link without an address.", "[my demo]()", "Put the address between the round brackets."
    ),
    "address-dropped": _warning(
        "A link or picture has a kind of address that is not published; its words stay.",
        '<a href="ftp://example.org/notes">',
        "Begin it with https:, or put the file beside the post.",
    ),
    "no-scheme": _warning(
        "A link that begins with www. and lacks its https://.",
        "[site](www.example.org)",
        "Write https:// in front.",
    ),
    "space-in-link": _warning(
        "A link to a file with spaces in its name is shown as it was typed.",
        "![Chart](my chart.png)",
        "Write the name between < and >: ![Chart](<my chart.png>)",
    ),
    "missing-alt": _warning(
        "A picture without alternative text.",
        "![](chart.png)",
        "Say what it shows: ![Twelve hands up](chart.png)",
    ),
    "remote-image": _warning(
        "A picture from another site is shown as a link: the site asks no other site for anything.",
        "![x](https://example.org/x.png)",
        "Save the picture beside the post.",
    ),
    "embedded-media": _warning(
        "A film, sound or page from elsewhere is shown as a link.", "<iframe src=…>", "Write a link yourself."
    ),
    "html-as-text": _warning(
        "A tag that is not published is shown as text.",
        "<script>",
        "Put code between ` and `, or delete the tag.",
    ),
    "html-dropped": _warning(
        "A tag that is only about looks, or an instruction to a program, is left out; words stay.",
        "<font color=red>",
        "Use Markdown, or delete the tag.",
    ),
    "open-comment": _error(
        "A comment without an end, so that a note for nobody would be published.",
        "<!-- ask Emma",
        "Write --> behind its last word.",
    ),
    "kramdown-attributes": _warning(
        "Marks in {: … } for another program are left out. Ids and sizes of pictures are kept.",
        "{: .lead}",
        "Delete it.",
    ),
    "math-unreadable": _warning(
        "A formula can't be read, so it is shown as it is typed.",
        "$\\frac{1}$",
        "Write it as LaTeX does; put \\ before a $ that is money.",
    ),
    "diagram-as-code": _warning(
        "A diagram that is written as code is shown as code: the site draws none.",
        "```mermaid",
        "Save the diagram as a picture beside the post, and show that.",
    ),
    "withdrawn-with-text": _error(
        "A post that was withdrawn still has text.",
        "withdrawn: by its author, with the post below it",
        "Delete the text; `enquiry takedown` does it all.",
    ),
    "extra-cells": _error(
        "A row of a table has more cells than its first row, so its end would be lost.",
        "| a | b | under | one |",
        "Write \\| for a stroke inside a cell.",
    ),
    "unused-footnote": _warning(
        "A footnote that nothing refers to, or that another of its name takes the place of, so "
        "nobody would see it.",
        "[^2]: … without [^2]",
        "Refer to it, or delete it.",
    ),
    "swallowed-value": _warning(
        "The end of a value is not read, since a # behind a space ends it.",
        "title: Why #1",
        "Put the value in quotes.",
    ),
    "swallowed-line": _warning(
        "A line is taken for the address of a link, or for the language of a piece of code, and not shown.",
        "[Aim]: listening",
        "Write \\[ for the bracket.",
    ),
}


def explained(code: str) -> str:
    """Return the explanation of a code in a few lines."""
    each = CODES[code]
    return (
        f"{code} ({each.severity})\n    {each.meaning}\n"
        f"    for example: {each.example}\n    to mend it:  {each.mend}\n"
    )
