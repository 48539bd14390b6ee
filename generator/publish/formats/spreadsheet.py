"""Tables for spreadsheets, as comma-separated values (RFC 4180)."""

from __future__ import annotations

import csv
import io
from typing import Any, Final

from generator.publish.views.coverage import TableView

_SIGNATURE: Final = "\ufeff"
"""The sign by which spreadsheets know UTF-8; other programs pass it over."""


def table(view: Any, _: object) -> str:
    """Return a table as comma-separated values."""
    shown: TableView = view
    rows = io.StringIO(newline="")
    csv.writer(rows).writerows(shown.rows)
    return _SIGNATURE + rows.getvalue()
