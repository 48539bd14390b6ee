"""The digest as plain text, and as Markdown."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from typing import Final

from generator.publish.digest_message import Line, Message

_WIDTH: Final = 76
"""Columns of a line of plain text."""


def plain(view: Message) -> str:
    """Return the message as plain text."""
    _ = view.language.gettext
    parts = [_filled(view.title), _filled(view.notice), _filled(summary(view))]
    for section in view.new:
        parts.append(_headed(section.title))
        for group in section.phases:
            parts += [f"{_filled(group.title)}:"] if group.title else []
            parts += [_entry(each) for each in group.lines]
    if view.conversations:
        parts += [
            _headed(_("New replies")),
            *(f"* {_filled(_replied(view, each), '  ')}\n  {each.address}" for each in view.conversations),
        ]
    if view.questions:
        parts += [_headed(_("Open questions")), *(_entry(each) for each in view.questions)]
    if view.waiting:
        parts += [
            _headed(_("Waiting for an answer, the oldest first")),
            *(_entry(each) for each in view.waiting),
            *_more(view),
        ]
    if view.due:
        parts += [
            _headed(_("Due next")),
            *(f"* {_filled(f'{each.when}: {each.what}', '  ')}\n  {each.address}" for each in view.due),
        ]
    parts.append(_("Everything by standard and phase") + f":\n{view.digest}")
    return "\n\n".join(filter(None, parts)) + "\n"


def summary(view: Message) -> str:
    """Return a sentence that counts what is new."""
    _, ngettext = view.language.gettext, view.language.ngettext
    if view.nothing:
        return _(
            "Nothing is new between %(first)s and %(last)s.", first=view.since.label, last=view.date.label
        )
    answers = view.replies
    posts = ngettext("%(num)s new post", "%(num)s new posts", view.posts) if view.posts else _("no new posts")
    replies = (
        ngettext("%(num)s new reply", "%(num)s new replies", answers) if answers else _("no new replies")
    )
    text = _("%(posts)s and %(replies)s by %(day)s.", posts=posts, replies=replies, day=view.date.label)
    return text[0].upper() + text[1:]


def _entry(line: Line) -> str:
    text = f"* {_filled(f'{line.title} – {line.who}, {line.day.label}', '  ')}\n  {line.address}"
    return f"{text}\n{textwrap.indent(_filled(line.summary), '  ')}" if line.summary else text


def _replied(view: Message, line: Line) -> str:
    return f"{line.title} – {_answers(view, line.replies, line.who)}"


def _answers(view: Message, number: int, who: str) -> str:
    return view.language.ngettext(
        "%(num)s new reply by %(who)s", "%(num)s new replies by %(who)s", number, who=who
    )


def _more(view: Message) -> Iterator[str]:
    if view.more:
        yield view.language.ngettext("… and %(num)s more.", "… and %(num)s more.", view.more)


def _headed(title: str) -> str:
    filled = _filled(title)
    return f"{filled}\n{'-' * max(map(len, filled.splitlines()), default=0)}"


def _filled(text: str, indent: str = "") -> str:
    """Return text broken into lines that every mail program shows whole."""
    return textwrap.fill(
        " ".join(text.split()),
        _WIDTH,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def markdown(view: Message) -> str:
    """Return the message as Markdown."""
    _ = view.language.gettext
    parts = [f"# {_marked(view.title)}", _marked(view.notice), _marked(summary(view))]
    for section in view.new:
        parts.append(f"## {_marked(section.title)}")
        for group in section.phases:
            parts += [f"### {_marked(group.title)}"] if group.title else []
            parts.append(_told(group.lines))
    if view.conversations:
        replies = (
            f"{_led(each)} – {_answers(view, each.replies, _marked(each.who))}" for each in view.conversations
        )
        parts += ["## " + _("New replies"), _listed(replies)]
    if view.questions:
        parts += ["## " + _("Open questions"), _told(view.questions)]
    if view.waiting:
        parts += [
            "## " + _("Waiting for an answer, the oldest first"),
            _listed(f"{_led(each)} – {_marked(each.who)}, {each.day.label}" for each in view.waiting),
            *_more(view),
        ]
    if view.due:
        parts += [
            "## " + _("Due next"),
            _listed(f"{each.when}: [{_marked(each.what)}]({each.address})" for each in view.due),
        ]
    parts.append("[" + _("Everything by standard and phase") + f"]({view.digest})")
    return "\n\n".join(filter(None, parts)) + "\n"


def _told(lines: Iterable[Line]) -> str:
    return _listed(f"{_led(each)} – {_marked(each.who)}, {each.day.label}{_below(each)}" for each in lines)


def _led(line: Line) -> str:
    return f"[{_marked(line.title)}]({line.address})"


def _below(line: Line) -> str:
    return f"\n  {_BEGINS.sub(_escaped, _marked(line.summary))}" if line.summary else ""


def _listed(items: Iterable[str]) -> str:
    return "\n".join(f"- {each}" for each in items)


def _marked(text: str) -> str:
    """Return words for Markdown, with every sign escaped that would mean something there."""
    return _SIGNS.sub(_escaped, " ".join(text.split()))


def _escaped(match: re.Match[str]) -> str:
    return f"{match[0][:-1]}\\{match[0][-1]}"


_SIGNS: Final = re.compile(r"[\\`*_\[\]<>|~&#]")
_BEGINS: Final = re.compile(r"^(?:[-+=:]|\d+[.)])")
"""Signs that have a meaning at the beginning of a line."""
