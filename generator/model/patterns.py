"""Regular expressions that are compiled when they are first used.

Compiling a pattern takes Python as long as reading a short text, and most builds never use most patterns.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, Final, Generic, cast

_MEMBERS: Final = (
    "search",
    "match",
    "fullmatch",
    "finditer",
    "findall",
    "split",
    "sub",
    "subn",
    "flags",
    "groups",
    "groupindex",
)


class LazyPattern(Generic[AnyStr]):
    """A pattern that has the members of a compiled one from the first time that it is asked for one.

    Asking for `pattern`, to make a larger one of it, does not compile it.
    """

    def __init__(self, expression: AnyStr, flags: int) -> None:
        self.pattern: AnyStr = expression
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self.pattern, self._flags)
        vars(self).update({each: getattr(compiled, each) for each in _MEMBERS})
        return getattr(compiled, name)


def lazy_pattern(expression: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return a pattern that few texts need; those that nearly all need are better compiled at once."""
    return cast("re.Pattern[AnyStr]", LazyPattern(expression, flags))
