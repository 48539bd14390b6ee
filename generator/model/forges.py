"""The kinds of forge that Enquiry knows: a row for each, which all else about a forge follows from.

A forge keeps the repository of a network: GitHub, GitLab, Forgejo. Its row says where its editor is, which
files of CI a new network gets (from templates in `authoring/skeleton/`), how its CODEOWNERS are written, and
whether it shows the findings of `enquiry check` beside the lines of a proposal.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct


class ForgeKind(Struct, frozen=True):
    """One kind of forge.

    `new` and `edit` are addresses in a repository, with places for `{branch}` and `{path}`; `file_field` and
    `value_field` are the parameters by which the editor of a new file takes its path and its text. `ci` is
    the path of a file of CI in a repository, with a place for the `{job}` where each has a file of its own.
    CODEOWNERS name folders by regular expressions or by wildcards, and on some forges people by their e-mail
    addresses. With `annotates`, messages that are written as workflow commands are shown beside the lines of
    a proposal. `protection`, `pages` and `server` are steps to take there once: so that each change is
    checked, for the forge's own pages, and for a server to which its CI carries the editions.
    """

    title: str
    host: str
    new: str
    edit: str
    file_field: str
    value_field: str
    ci: str
    owners_by_expression: bool = False
    owners_by_mail: bool = True
    annotates: bool = False
    protection: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    server: tuple[str, ...] = ()


_SERVER: Final = (
    "the private half of a key that the server knows as PUBLISH_KEY, PUBLISH_TARGET "
    "(enquiry@HOST:/srv/enquiry/www) and PUBLISH_HOST (what `ssh-keyscan HOST` prints)."
)
FORGES: Final = {
    "github": ForgeKind(
        title="GitHub",
        host="https://github.com/",
        new="new/{branch}",
        edit="edit/{branch}/{path}",
        file_field="filename",
        value_field="value",
        ci=".github/workflows/{job}.yml",
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
        server=(
            (
                "On GitHub, Settings > Secrets and variables > Actions: add the secret and the two variables "
                f"that .github/workflows/publish.yml needs: {_SERVER}"
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
        ci=".gitlab-ci.yml",
        protection=(
            (
                "On GitLab, Settings > Repository > Protected branches: let nobody push to `main`; and "
                "Settings > Merge requests: tick “Pipelines must succeed”."
            ),
            "On GitLab, Build > Pipeline schedules: run `main` once a day.",
        ),
        pages=("On GitLab, Settings > General > Visibility > Pages: choose who may read the site.",),
        server=(
            (
                "On GitLab, Settings > CI/CD > Variables: add, as protected variables, what .gitlab-ci.yml "
                f"needs: {_SERVER} PUBLISH_KEY is of the type “File”."
            ),
        ),
    ),
    "forgejo": ForgeKind(
        title="Forgejo",
        host="https://codeberg.org/",
        new="_new/{branch}/",
        edit="_edit/{branch}/{path}",
        file_field="filename",
        value_field="value",
        ci=".forgejo/workflows/{job}.yml",
        owners_by_expression=True,
        owners_by_mail=False,
        protection=(
            (
                "On Forgejo, Settings > Units > Actions: switch them on; and Settings > Branches: protect "
                "`main`, with the status check `check` and approval by code owners."
            ),
        ),
        pages=("On Forgejo, serve the branch `pages`, to which each build is pushed.",),
        server=(
            (
                "On Forgejo, Settings > Actions > Secrets, and Variables: add what "
                f".forgejo/workflows/publish.yml needs: {_SERVER}"
            ),
        ),
    ),
}

USUAL: Final = "github"
"""The forge of a network that names none."""
NOWHERE: Final = "none"
"""The choice of a network that is on no forge, but in a repository on a server."""


def titles() -> str:
    """Return the names of all forges, as a sentence lists them."""
    *most, last = (each.title for each in FORGES.values())
    return f"{', '.join(most)} or {last}" if most else last
