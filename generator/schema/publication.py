"""The settings that keep a record back: `draft`, `expires`, and a date that is still to come."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from generator.schema.aliases import Aliased
from generator.schema.dates import day
from generator.schema.reading import Reader
from generator.schema.values import yes_or_no

DRAFT, LATER, EXPIRED = "draft", "later", "expired"
"""The reasons for which a record is kept back."""


class Timed(Aliased, frozen=True, array_like=True, kw_only=True):
    """The settings of a record that may be a draft, and that goes out again on the day that it `expires`."""

    draft: bool = False
    expires: str = ""


drafted: Final[dict[str, Reader[Any]]] = {"draft": yes_or_no}
"""The reader of a setting that every record with an audience has."""
timed: Final[dict[str, Reader[Any]]] = {**drafted, "expires": day}
"""The readers of the settings of a record that may expire, too."""


def kept_back(fields: object, today: str, starts: str = "") -> str:
    """Return why a file's record is kept back today; empty where it is not.

    `starts` is its date, where it is not published before that. Without a day of the build, none is to come
    or has passed.
    """
    if getattr(fields, "draft", False):
        return DRAFT
    expires = getattr(fields, "expires", "")
    if today and expires and expires <= today:
        return EXPIRED
    return LATER if today and starts > today else ""


def before(date: str, days: int = 1) -> str:
    """Return the day that lies so many days before a date."""
    return (dt.date.fromisoformat(date[:10]) - dt.timedelta(days=days)).isoformat()
