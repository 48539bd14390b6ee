"""The architecture: which way imports run, what is documented, who may see the clock.

The generator's own docstring draws it.
"""

from __future__ import annotations

import ast
import re
import statistics
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "generator"
MODULES = sorted(
    path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).parts[:2] != ("authoring", "skeleton")
)

TESTS = sorted((ROOT / "tests").rglob("*.py"))

LAYERS = (
    "model",
    "schema",
    "subjects.kind",
    "source",
    "network subjects.network",
    "publish subjects.publish",
    "engine",
    "preview authoring subjects.authoring deploy",
    "commands",
    "__main__",
)
"""The packages, each of which may import those before it; those on one line may import each other, but in no
circle. The modules of a subject belong to the stage that they work for."""

SUBJECT_STAGES = {
    "kind": "kind",
    "registry": "kind",
    "views": "publish",
    "pages": "publish",
    "picture": "publish",
    "coordination_pages": "publish",
    "calendar": "publish",
    "calendar_pages": "publish",
    "sign_off": "authoring",
    "proposals": "authoring",
}
"""Of the modules of a subject, those that work for another stage than the network."""

SCREEN = 36
"""Lines of a function, at most."""

MOST_LINES = 400
MOST_METHODS = 15
MEDIAN_FUNCTION = 8
WIDTH = 110

TABLES = {
    "model/codes.py": "every code of a diagnostic, with an example",
}
"""Modules of data, which may be as long as the data are."""

LATER: frozenset[str] = frozenset()
"""Rules of size and wording that the code does not keep to yet."""

RIDDLE = re.compile(r"(What|Who|Where|Whether|How|That)\b")
"""The beginning of a docstring that does not name its thing."""

CLOCK = {
    "engine/observer.py": "`--timings` measures the stages",
    "engine/files.py": "a file that was changed a moment ago may change again without its stamp showing it",
    "commands/progress.py": "the progress bar waits for a second before it shows itself",
    "commands/dates.py": "today is the day of a build, and the date of a new file, where none is given",
    "preview/preview.py": "the preview says how long a rebuild took",
}
"""The only modules that may ask what time it is, and why.

What a site shows never depends on it, but through the build's date.
"""

ASKING = {
    "datetime": {"now", "today", "utcnow", "fromtimestamp"},
    "time": {
        "time",
        "time_ns",
        "monotonic",
        "monotonic_ns",
        "perf_counter",
        "localtime",
        "gmtime",
        "strftime",
        "ctime",
    },
}


def name(path: Path) -> str:
    """The module's path below the package."""
    return path.relative_to(PACKAGE).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """The module, parsed."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imported(path: Path) -> Iterator[str]:
    """Yield every module that this one imports, at the top, in a function, or for types alone."""
    package = ["generator", *path.relative_to(PACKAGE).parts[:-1]]
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(filter(None, [start, node.module or ""]))
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def layer(module: str) -> str | None:
    """Return the layer of a module.

    It is None for what is not ours, and for the package itself (its version).
    """
    parts = module.split(".")
    if parts[0] != "generator" or len(parts) == 1:
        return None
    if parts[1] == "subjects":
        stages = [SUBJECT_STAGES[each] for each in parts[2:4] if each in SUBJECT_STAGES]
        if len(parts) < 4 and not stages:
            return None
        return f"subjects.{stages[0] if stages else 'network'}"
    return parts[1] if (PACKAGE / parts[1]).is_dir() or (PACKAGE / f"{parts[1]}.py").is_file() else None


def allowed(part: str) -> set[str]:
    """Return the layers of the generator that the modules of this layer may import."""
    position = next(index for index, names in enumerate(LAYERS) if part in names.split())
    return {name for names in LAYERS[: position + 1] for name in names.split()} - PEERS.get(part, set())


PEERS = {
    "preview": {"authoring", "subjects.authoring"},
    "authoring": {"preview"},
    "subjects.authoring": {"preview"},
}
"""Packages of one layer that know nothing of each other."""


def test_every_part_has_its_place() -> None:
    """A new package must be given its place in the order, above."""
    parts = {path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in MODULES} - {
        "__init__",
        "subjects",
    }
    assert parts == {name for names in LAYERS for name in names.split() if not name.startswith("subjects")}


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_imports_run_one_way(path: Path) -> None:
    """Data flows one way, and so do imports: nothing knows of what comes after it."""
    part = layer(module(path))
    used = {found for each in imported(path) if (found := layer(each)) is not None}
    if part is None:
        assert not used
        return
    assert used <= allowed(part), f"{name(path)} may not import {', '.join(sorted(used - allowed(part)))}"


def module(path: Path) -> str:
    """The module's full name."""
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")


def test_imports_run_in_no_circle() -> None:
    """Within a package, too, something comes first.

    An import within a function is one, and so is one for types alone.
    """
    names = {module(path) for path in MODULES}
    left = {
        module(path): {each for each in imported(path) if each in names} - {module(path), "generator"}
        for path in MODULES
    }
    while ready := {each for each, needed in left.items() if not needed & left.keys()}:
        left = {each: needed for each, needed in left.items() if each not in ready}
    assert not left, f"these import each other, or what does: {', '.join(sorted(left))}"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_has_a_docstring(path: Path) -> None:
    """Each module says what it is for; so does each public class and function in it."""
    module = tree(path)
    if not module.body:
        return
    assert ast.get_docstring(module), f"{name(path)} does not say what it is for"
    for node in module.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{name(path)}: {node.name} has no docstring"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_functions_fit_a_screen(path: Path) -> None:
    """Whoever reads one sees all of it at once."""
    lengths = {
        node.name: (node.end_lineno or node.lineno) - node.lineno + 1
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert not [f"{each} has {length} lines" for each, length in lengths.items() if length > SCREEN]


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_nothing_is_left_to_chance(path: Path) -> None:
    """Two builds of the same content give the same bytes, so nothing here draws lots."""
    assert not {"random", "secrets", "uuid"} & {each.split(".")[0] for each in imported(path)}


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_only_a_few_see_the_clock(path: Path) -> None:
    """Whoever asks for the time or the day is listed above, with a reason."""
    asks = any(
        isinstance(node, ast.Attribute)
        and any(node.attr in names and _is_called(node.value, module) for module, names in ASKING.items())
        for node in ast.walk(tree(path))
    ) or any(each.split(".")[0] == "time" and each != "time" for each in imported(path))
    assert not asks or name(path) in CLOCK, f"{name(path)} asks for the time"
    assert asks or name(path) not in CLOCK, f"{name(path)} no longer asks for the time: take it from the list"


def _is_called(node: ast.expr, module: str) -> bool:
    """Return whether an expression is this module, or a class of it: `time`, `dt`, `datetime`, `dt.date`."""
    known = {"time": {"time"}, "datetime": {"datetime", "dt", "date"}}[module]
    return (isinstance(node, ast.Name) and node.id in known) or (
        isinstance(node, ast.Attribute) and _is_called(node.value, module)
    )


JOINING = {"normpath", "realpath", "O_NOFOLLOW", "S_ISLNK"}
"""Names by which code decides where a path leads, and whether a link is followed there."""


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_paths_are_joined_in_one_place(path: Path) -> None:
    """A check of paths that stands twice is soon two different ones.

    `model/report.py` only shows a path, and the site's writer asks where its own link leads.
    """
    used = {node.attr for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)} & JOINING
    assert used <= {
        "model/paths.py": JOINING,
        "model/report.py": {"normpath"},
        "engine/writer/status.py": {"realpath"},
    }.get(name(path), set())


def test_only_the_composer_looks_at_words() -> None:
    """It takes them out of the edition for `Dependencies`, which record who asks for them.

    A page that got words from elsewhere would not be made anew when they change.
    """

    def looks(path: Path) -> bool:
        asked = (
            node.value
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Attribute) and node.attr in ("words", "bodies")
        )
        return any("edition" in (getattr(value, "attr", ""), getattr(value, "id", "")) for value in asked)

    found = [
        name(path) for path in MODULES if (layer(module(path)) or "").endswith("publish") and looks(path)
    ]
    assert found == ["publish/composer/composer.py"]


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield the functions and methods of a module."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


PRAGMA = re.compile(r"  # (?:noqa|type: ignore)\b.*$")
"""A comment for the linter or the type checker, which has to stand in the line that it is about."""


def long_lines() -> Iterator[str]:
    """Yield lines that are too long, as the linter counts: pragmas and single words are left out."""
    for path in (*MODULES, *TESTS):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if len(PRAGMA.sub("", line)) > WIDTH and " " in line.strip():
                yield f"{path.relative_to(ROOT)}:{number} has {len(line)} characters"


def riddles() -> Iterator[str]:
    """Yield docstrings, also those of constants, that do not name what they are about."""
    for path in (*MODULES, *TESTS):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                text = node.value.value
                if isinstance(text, str) and RIDDLE.match(text):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}: {text.partition(chr(10))[0]}"


def long_modules() -> Iterator[str]:
    """Yield modules of code that are too long."""
    for path in MODULES:
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > MOST_LINES and name(path) not in TABLES:
            yield f"{name(path)} has {lines} lines"


def broad_classes() -> Iterator[str]:
    """Yield classes with too many public methods."""
    for path in MODULES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef):
                public = [
                    each
                    for each in node.body
                    if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef) and each.name[0] != "_"
                ]
                if len(public) > MOST_METHODS:
                    yield f"{name(path)}: {node.name} has {len(public)} public methods"


def long_functions() -> Iterator[str]:
    """Yield the median length of a function, where it is too long."""
    found = [(node.end_lineno or 0) - node.lineno + 1 for path in MODULES for node in functions(path)]
    if statistics.median(found) > MEDIAN_FUNCTION:
        yield f"half of the functions have {statistics.median(found)} lines or more"


SIZES: dict[str, Callable[[], Iterator[str]]] = {
    "lines": long_lines,
    "docstrings": riddles,
    "modules": long_modules,
    "classes": broad_classes,
    "functions": long_functions,
}


@pytest.mark.parametrize("rule", SIZES)
def test_sizes_and_wording(rule: str) -> None:
    """Lines, modules, classes and functions are short, and a docstring names its thing."""
    found = list(SIZES[rule]())
    assert not found or rule in LATER, "\n".join(found)
    assert found or rule not in LATER, f"{rule}: nothing is left to do, so take it from `LATER`"


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_no_pattern_keeps_a_group_whole(path: Path) -> None:
    """Python before 3.11.5, which Debian has, matches possessive and atomic groups wrongly (gh-106052)."""
    nodes = [*ast.walk(tree(path))]
    signs = [each.value for each in nodes if isinstance(each, ast.keyword) and each.arg == "safe"]
    texts = [each.value for each in nodes if isinstance(each, ast.Constant) and each not in signs]
    assert not [
        each for each in texts if isinstance(each, str) and re.search(r"\(\?>|\)(?:[*+?]|\{[\d,]+\})\+", each)
    ]
