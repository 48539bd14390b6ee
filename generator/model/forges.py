"""The kinds of forge that Enquiry knows: a row for each, which all else about a forge follows from.

A forge keeps the repository of a network: GitHub, GitLab, Forgejo. Its row says where its editor is, which
files of CI a new network gets (templates in `authoring/skeleton/`), how its CODEOWNERS are written, and
whether it shows the findings of `enquiry check` beside the lines of a proposal.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct


class ForgeKind(Struct, frozen=True):
    """One kind of forge.

    `new` and `edit` are addresses in a repository, with places for `{branch}` and `{path}`; `file_field` and
    `value_field` are the parameters by which the editor of a new file takes its path and its text. `ci` are
    templates with the paths that they get in a repository. CODEOWNERS name folders by regular expressions or
    by wildcards, and on some forges people by their e-mail addresses. With `annotates`, messages that are
    written as workflow commands are shown beside the lines of a proposal. `protection` and `pages` are
    steps to take there once, so that each change is checked, and for the site.
    """

    title: str
    host: str
    new: str
    edit: str
    file_field: str
    value_field: str
    ci: tuple[tuple[str, str], ...]
    owners_by_expression: bool = False
    owners_by_mail: bool = True
    annotates: bool = False
    protection: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()


FORGES: Final = {
    "github": ForgeKind(
        title="GitHub",
        host="https://github.com/",
        new="new/{branch}",
        edit="edit/{branch}/{path}",
        file_field="filename",
        value_field="value",
        ci=(
            ("github-check.yml", ".github/workflows/check.yml"),
            ("github-publish.yml", ".github/workflows/publish.yml"),
        ),
        annotates=True,
        protection=(
            (
                "On GitHub, Settings > Rules > Rulesets > New branch ruleset: for the default branch, tick "
                "“Require a pull request before merging” with “Require review from Code Owners”, and "
                "“Require status checks to pass” with the check `check`."
            ),
        ),
        pages=(
            (
                "On GitHub, Settings > Pages > Source: choose “GitHub Actions”. Pages of a private "
                "repository need a paid plan, and are public all the same."
            ),
        ),
    ),
    "gitlab": ForgeKind(
        title="GitLab",
        host="https://gitlab.com/",
        new="-/new/{branch}",
        edit="-/edit/{branch}/{path}",
        file_field="file_name",
        value_field="content",
        ci=(("gitlab-ci.yml", ".gitlab-ci.yml"),),
        protection=(
            (
                "On GitLab, Settings > Repository > Protected branches: let nobody push to `main`; and "
                "Settings > Merge requests: tick “Pipelines must succeed”."
            ),
            "On GitLab, Build > Pipeline schedules: run `main` once a day.",
        ),
        pages=("On GitLab, Settings > General > Visibility > Pages: choose who may read the site.",),
    ),
    "forgejo": ForgeKind(
        title="Forgejo",
        host="https://codeberg.org/",
        new="_new/{branch}/",
        edit="_edit/{branch}/{path}",
        file_field="filename",
        value_field="value",
        ci=(
            ("forgejo-check.yml", ".forgejo/workflows/check.yml"),
            ("forgejo-publish.yml", ".forgejo/workflows/publish.yml"),
        ),
        owners_by_expression=True,
        owners_by_mail=False,
        protection=(
            (
                "On Forgejo, Settings > Units > Actions: switch them on; and Settings > Branches: protect "
                "`main`, with the status check `check` and approval by code owners."
            ),
        ),
        pages=("On Forgejo, serve the branch `pages`, to which each build is pushed.",),
    ),
}

USUAL: Final = "github"
"""The forge of a network that names none."""


def titles() -> str:
    """Return the names of all forges, as a sentence lists them."""
    *most, last = (each.title for each in FORGES.values())
    return f"{', '.join(most)} or {last}" if most else last
