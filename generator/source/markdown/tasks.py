"""Task lists, as GitHub writes them: `- [ ] ask`. In one pass, however long a list is."""

from __future__ import annotations

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

BOX: Final = '<input class="task-list-item-checkbox" '
_TASK: Final = re.compile(r"\[(?P<sign>[ xX])][ \t\n\v\f\r]+")
_LISTS: Final = ("bullet_list_open", "ordered_list_open")


def task_lists(md: MarkdownIt) -> None:
    """Add task lists to a parser."""
    md.core.ruler.after("inline", "task_lists", _task_lists)


def _task_lists(state: StateCore) -> None:
    if not _TASK.search(state.src):
        return
    lists: list[Token] = []
    tokens = state.tokens
    for index, token in enumerate(tokens):
        if token.type in _LISTS:
            lists.append(token)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif (
            token.type == "inline"
            and "[" in token.content[:1]
            and tokens[index - 1].type == "paragraph_open"
            and tokens[index - 2].type == "list_item_open"
        ):
            match = _TASK.match(token.content)
            if match and token.children and token.children[0].type == "text":
                _box(token, match["sign"])
                tokens[index - 2].attrSet("class", "task-list-item")
                lists[-1].attrSet("class", "contains-task-list")


def _box(item: Token, sign: str) -> None:
    children = item.children = item.children or []
    done = "" if sign == " " else 'checked="checked" '
    children[0].content = children[0].content[3:]
    children.insert(
        0, Token("html_inline", "", 0, content=f'{BOX}{done}disabled="disabled" type="checkbox">')
    )
    item.content = item.content[3:]
