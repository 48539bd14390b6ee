"""Settings that are allowed and hardly meant, where one check says something else than the next."""

from __future__ import annotations

from pathlib import Path

from generator.engine.options import Options
from generator.engine.pipeline import Build
from tests.support import Records


def test_a_date_is_in_the_future_until_its_day(tmp_path: Path) -> None:
    """A check with a cache says the same as one without, whichever day came before."""
    net = Records(tmp_path)
    net.text("network.yaml", title="T", address="https://example.org/")
    net.text("participants/ann/profile.md", name="Ann")
    net.text("participants/ann/posts/a.md", title="A", date="2018-02-02")
    net.text("participants/ann/posts/b.md", title="B", date="2018-02-02T00:30:00+03:00")
    content, cache = net.write(), tmp_path / "cache"
    ahead: dict[str, list[set[str]]] = {}
    for day in ("2018-01-31", "2018-02-01", "2018-02-02", "2018-02-03", "2018-02-01", "2018-01-31"):
        found = Build(Options(content, tmp_path, cache, workers=1, date=day)).check()
        ahead.setdefault(day, []).append({each.span.path[-4] for each in found if each.code == "scheduled"})
    assert ahead == {
        "2018-01-31": [{"a", "b"}] * 2,
        "2018-02-01": [{"a"}] * 2,
        "2018-02-02": [set()],
        "2018-02-03": [set()],
    }
