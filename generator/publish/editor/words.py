"""Labels and hints of settings in forms. A setting without an entry gets its own name for a label.

They are English, as the editor around them is in every language that it lacks.
"""

from __future__ import annotations

from typing import Final

LABELS: Final = {
    "also_known_as": "Other names",
    "aliases": "Earlier addresses",
    "asked_by": "Asked by",
    "audience": "Who may read it",
    "by": "By",
    "category": "Category of the other blog",
    "due": "Answer by",
    "feed": "Feed of a blog elsewhere",
    "focus": "Standards in focus",
    "footer": "Link at the foot of every page",
    "id": "Short name",
    "name": "Name",
    "original": "Address of the original",
    "permission": "Permission",
    "photos": "People in pictures",
    "prompt": "Question",
    "prompts": "Questions",
    "public_id": "Short name in the public edition",
    "public_name": "Name in the public edition",
    "reply_to": "In reply to",
    "seals": "Digests",
    "tag": "Tag of the other blog",
    "with": "Written with",
    "why": "Why",
}
HINTS: Final = {
    "accounts": "Names by which the forge knows this person. No page shows them.",
    "aliases": "Addresses that lead here, such as /2018/01/old-name/.",
    "audience": "Leave it empty for the usual readers of such a page.",
    "category": "Only posts in it are fetched.",
    "consent": "The day on which the public was allowed to read this, with the name.",
    "feed": "Its posts are fetched and shown here, with a link to the original.",
    "id": "Small letters, digits and hyphens. Others refer to it, so keep it once it is used.",
    "language": "Only where it is not the site's: en-GB, gd, sco.",
    "outreach": "The record of a visit that this tells of.",
    "permission": "Where the permission for this picture is kept.",
    "phase": "Leave it empty, and the date decides.",
    "photo": "The name of a picture beside this file.",
    "photos": "For each picture: whether people are in it, and where their permission is kept.",
    "prompt": "The question that you answer, if it is one of the cohort's.",
    "public_name": "A name to be known by in public, instead of your own.",
    "reflects_on": "An event or a project that you write about.",
    "reply_to": "The post you answer, as person/post. It is filled in by “Reply”.",
    "school": "Describe it, so that nobody is known by it: A rural primary, 90 pupils.",
    "standards": "Choose the few that this is really about.",
    "summary": "One or two sentences, shown in lists.",
    "tag": "Only posts with it are fetched.",
    "title": "In a few words: what is it about?",
    "updated": "Only after a change that readers should know of.",
    "with": "The others who wrote this with you.",
}


def label(setting: str) -> str:
    """Return the label of a setting."""
    return LABELS.get(setting) or setting.replace("_", " ").capitalize()


def hint(setting: str) -> str:
    """Return what helps to fill a setting in; empty where its label says it all."""
    return HINTS.get(setting, "")
