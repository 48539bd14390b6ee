"""The preparation of a test run: constraints that hold on any machine, and rules for warnings."""

from __future__ import annotations

import re
import tomllib
import warnings
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.setup.common import CONSTRAINTS
from tests.setup.environment import versions
from tests.support import ROOT

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
BOUND = {
    "babel",
    "emoji",
    "icalendar",
    "jinja2",
    "latex2mathml",
    "markdown-it-py",
    "markupsafe",
    "mdit-py-plugins",
    "networkx",
    "nh3",
    "pagefind",
    "phonenumbers",
    "pillow",
    "pypdf",
    "python-frontmatter",
    "pyyaml",
    "rich",
    "ruamel-yaml",
    "weasyprint",
    "zxcvbn",
}
"""Libraries whose output stands in what Enquiry writes or whose internals it uses."""


def _required() -> list[Requirement]:
    lists = (PROJECT["dependencies"], *PROJECT["optional-dependencies"].values())
    found = (Requirement(each) for one in lists for each in one)
    return [each for each in found if each.name != PROJECT["name"]]


def test_every_dependency_has_an_exact_version_within_its_bounds() -> None:
    """`python3 -m tests --lock` mends that."""
    pins = versions(CONSTRAINTS.read_text(encoding="utf-8"))
    missing = [
        each for each in _required() if pins.get(canonicalize_name(each.name), "") not in each.specifier
    ]
    assert not missing


def test_libraries_that_shape_the_site_have_upper_bounds() -> None:
    """Their next major release may write other bytes, or have other internals."""
    bound = {
        canonicalize_name(each.name)
        for each in _required()
        if any(one.operator == "<" for one in each.specifier)
    }
    assert bound >= BOUND
    assert all(any(one.operator == ">=" for one in each.specifier) for each in _required())


def test_constraints_name_no_place() -> None:
    """No registry, no folder of a machine: any of them may serve the packages."""
    text = CONSTRAINTS.read_text(encoding="utf-8")
    pins = [line for line in text.splitlines() if line and not line.startswith("#")]
    strange = [
        line for line in pins if not re.fullmatch(r"[a-z0-9-]+==[\w.+!]+( ; [^#]+)?( +# via .+)?", line)
    ]
    assert not strange and "//" not in text and "file:" not in text


@pytest.mark.parametrize("module", ["generator.engine.pipeline", "tests.support"])
def test_a_warning_of_our_own_code_is_an_error(module: str) -> None:
    """Also one that a library attributes to the line that called it."""
    with pytest.raises(DeprecationWarning):
        warnings.warn_explicit("old", DeprecationWarning, "file.py", 1, module=module)


@pytest.mark.parametrize("module", ["distributed.core", "generators"])
def test_a_warning_of_a_library_is_no_error(module: str) -> None:
    """A newer release of a library may warn of what is none of our affair."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.warn_explicit("old", DeprecationWarning, "file.py", 1, module=module)
    assert len(caught) == 1


def test_a_new_network_installs_the_tested_versions() -> None:
    """Its pins are those of the constraints, each with digests."""
    pins = (ROOT / "generator/authoring/skeleton/pins.txt").read_text(encoding="utf-8")
    tested = versions(CONSTRAINTS.read_text(encoding="utf-8"))
    found = {name: version.rstrip("\\") for name, version in versions(pins).items()}
    assert {canonicalize_name(Requirement(each).name) for each in PROJECT["dependencies"]} - {"pagefind"} <= {
        *found
    }
    assert {name: tested[name] for name in found} == found
    assert all("--hash=sha256:" in each for each in pins.split("\n\n"))
    assert len([line for line in pins.splitlines() if "==" in line]) == len(found)
