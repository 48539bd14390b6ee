"""The whole configuration of the editor, as Sveltia CMS reads it."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlsplit

from generator.model.audience import PORTFOLIO, Viewer
from generator.model.forges import FORGES
from generator.network.records import Cohort
from generator.publish.composer.composer import Composer
from generator.publish.editor import collections
from generator.source.files.editor import Editor
from generator.source.files.network import Forge, NetworkFields

NOWHERE: Final = Forge("github", "this-computer/network")
"""The repository of a network without a forge, whose folder is edited on this computer alone."""
BACKENDS: Final = {"forgejo": "gitea"}
"""The names that Sveltia has for forges, where they are others."""
PROPOSING: Final = ("github", "gitlab")
"""The forges on which the editor saves as a proposal, where a cohort wants its changes approved."""
APIS: Final = {"github": "api/v3", "gitlab": "api/v4", "forgejo": "api/v1"}
"""The paths of the interfaces of forges, on hosts of one's own."""


def has_editor(config: NetworkFields, viewer: Viewer, *, asked: bool = False) -> bool:
    """Return whether an edition has the editor: none that is for the public, and no portfolio."""
    return (asked or config.editor is not None) and not viewer.is_public and viewer.name != PORTFOLIO


def configuration(composer: Composer, cohort: Cohort | None, *, general: bool = False) -> dict[str, Any]:
    """Return the configuration for a writer of a cohort, or (`general`) of what is nobody's own."""
    config = composer.edition.config
    forge = config.forge or NOWHERE
    prefix = f"{forge.folder.strip('/')}/".lstrip("/")
    held = (
        collections.of_facilitators(composer, prefix)
        if general
        else collections.of_writer(composer, prefix, cohort)
    )
    proposed = cohort is not None and cohort.fields.approval and forge.kind in PROPOSING and not general
    saved = {"publish_mode": "editorial_workflow"} if proposed else {}
    return {
        "load_config_file": False,
        "backend": backend(forge, config.editor or Editor()),
        "app_title": config.title,
        "site_url": composer.frame.base,
        "media_folder": f"{prefix}media",
        "public_folder": "/media",
        "slug": {"encoding": "ascii", "clean_accents": True, "timezone": "local", "maxlength": 80},
        "output": {"omit_empty_optional_fields": True},
        "media_libraries": {
            "default": {"config": {"slugify_filename": True}},
            "stock_assets": {"providers": []},
        },
        "collections": [each | saved for each in held],
    }


def backend(forge: Forge, editor: Editor) -> dict[str, Any]:
    """Return the way to the forge: with a token always, and by signing in where that is set up."""
    found: dict[str, Any] = {
        "name": BACKENDS.get(forge.kind, forge.kind),
        "repo": forge.repository,
        "branch": forge.branch,
    }
    own = forge.address or ("" if forge.kind != "forgejo" else FORGES[forge.kind].host)
    if own:
        found["base_url"] = own.rstrip("/")
        found["api_root"] = f"{own}{APIS[forge.kind]}"
    if editor.helper:
        found["base_url"] = editor.helper.rstrip("/")
    if editor.application:
        found["app_id"] = editor.application
        if forge.kind == "gitlab":
            found["auth_type"] = "pkce"
    if not (editor.helper or editor.application):
        found["auth_methods"] = ["token"]
    return found


def origins(forge: Forge | None, editor: Editor) -> tuple[str, ...]:
    """Return the origins that the editor talks to: the forge's interface, and whoever signs people in."""
    if forge is None:
        return ()
    own = forge.address or FORGES[forge.kind].host
    usual = ("https://api.github.com",) if forge.kind == "github" and not forge.address else (own,)
    return tuple(
        dict.fromkeys(_origin(each) for each in (*usual, *((editor.helper,) if editor.helper else ())))
    )


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
