"""Compiled templates are kept for the next build where Python keeps what it compiles.

They are never trusted when they are not what this generator would compile.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable
from pathlib import Path

from tests.incremental.test_equals_clean import small
from tests.support import Records, command, differences, tree


def built(net: Records, folder: Path, name: str, kept: Path, dont_write: str = "") -> dict[str, bytes]:
    """Return the site that the command makes, without a cache.

    Compiled files are kept in a folder of this test's own.
    """
    where = folder / name
    arguments = ("build", "--content", net.write(), "--output", where / "site", "--cache", where / "cache")
    done = command(*arguments, PYTHONPYCACHEPREFIX=str(kept), PYTHONDONTWRITEBYTECODE=dont_write)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return tree(where / "site")


def compiled(kept: Path) -> dict[str, bytes]:
    """The compiled templates, by their files' names."""
    return {path.name: path.read_bytes() for path in kept.rglob("*.html.*.pyc")}


def test_templates_are_compiled_once(tmp_path: Path) -> None:
    """A second build of everything writes no compiled template anew.

    None lies with the content, and none is kept of a network's own.
    """
    net, kept, own = (
        small(tmp_path),
        tmp_path / "kept",
        tmp_path / "themes" / "ours" / "parts" / "footer.html",
    )
    net.change("network.yaml", theme="ours")
    own.parent.mkdir(parents=True)
    own.write_text("<footer>Our own</footer>\n")
    first = built(net, tmp_path, "first", kept)
    assert b"Our own" in first["public/index.html"]
    files = {path: path.stat().st_mtime_ns for path in kept.rglob("*.html.*.pyc")}
    assert any(path.name.startswith("layouts-base.html.en-GB.") for path in files)
    assert not any(path.name.startswith("parts-footer.html.") for path in files)
    assert not list((tmp_path / "themes").rglob("*.pyc"))
    assert differences(first, built(net, tmp_path, "second", kept)) == []
    assert {path: path.stat().st_mtime_ns for path in kept.rglob("*.html.*.pyc")} == files


def test_what_was_not_compiled_from_this_is_not_run(tmp_path: Path) -> None:
    """Damaged or foreign files make no difference to the site, and are replaced.

    They are cut short, changed in a byte, another template's, or somebody's own code.
    """
    net, kept = small(tmp_path), tmp_path / "kept"
    first = built(net, tmp_path, "first", kept)
    sound = compiled(kept)
    mark = tmp_path / "it-ran"
    code = marshal.dumps(compile(f"open({str(mark)!r}, 'w')", "x", "exec"))
    ways: tuple[Callable[[bytes], bytes], ...] = (
        lambda data: data[: len(data) // 2],
        lambda data: data[:-9] + bytes([data[-9] ^ 1]) + data[-8:],
        lambda _: b"",
        lambda _: next(iter(sound.values())),
        lambda data: data[:16] + code,
    )
    for number, way in enumerate(ways):
        for path in kept.rglob("*.html.*.pyc"):
            path.write_bytes(way(sound[path.name]))
        assert differences(first, built(net, tmp_path, f"again-{number}", kept)) == []
        assert not mark.exists()
        assert compiled(kept) == sound


def test_nothing_is_kept_where_python_keeps_nothing(tmp_path: Path) -> None:
    """`PYTHONDONTWRITEBYTECODE` holds for templates, too."""
    kept = tmp_path / "kept"
    built(small(tmp_path), tmp_path, "only", kept, dont_write="1")
    assert compiled(kept) == {}
