"""Caches of another generator, which are never used, however little tells the two apart."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.support import ROOT, Records, surroundings


def enquiry(home: Path, *words: str | Path) -> str:
    """Return what the command says that is in a folder of its own."""
    settings = {**surroundings(), "PYTHONPATH": str(home), "PYTHONDONTWRITEBYTECODE": ""}
    done = subprocess.run(
        [sys.executable, "-m", "generator", *map(str, words)],
        cwd=home,
        env=settings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_changed_generator_renders_everything_anew(tmp_path: Path) -> None:
    """Also where the changed module has the size and the date that it had; and only once."""
    for name in ("generator", "themes", "content"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    net = Records(tmp_path / "net")
    net.text("network.yaml", title="T", address="https://t.example/")
    build = ("build", "--content", net.write(), "--edition", "cohort", "--no-search")
    enquiry(tmp_path, *build)
    assert " 0 rendered" in enquiry(tmp_path, *build)
    module = tmp_path / "generator/publish/dates.py"
    before, text = module.stat(), module.read_text(encoding="utf-8")
    module.write_text(text.replace('"""', "'''"), encoding="utf-8")
    os.utime(module, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert module.stat().st_size == before.st_size
    assert " 0 rendered" not in enquiry(tmp_path, *build)
    assert " 0 rendered" in enquiry(tmp_path, *build)
    kept = [*tmp_path.rglob("signature.*")]
    assert [each for each in kept if each.suffix not in {".pyc", ".py"}]
    for each in kept:
        if each.suffix not in (".py", ".pyc"):
            each.write_bytes(b"\0" * 32)
    assert " 0 rendered" in enquiry(tmp_path, *build)
