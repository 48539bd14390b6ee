"""Reasons for which a build cannot be made at all, whatever the content is."""

from __future__ import annotations


class NoContent(Exception):
    """There is no content folder at the given place."""


class NoIndexer(Exception):
    """The search index cannot be made; holds the reason."""


class NotOurs(Exception):
    """The output folder holds something that Enquiry did not make."""


class CommittedCache(Exception):
    """Git keeps the cache, so that whoever may push could have written it; holds its folder."""

    def __str__(self) -> str:
        """Return a sentence that says so, and another one that mends it."""
        return (
            f"The cache in {self.args[0]} is committed, so whoever may push could have written it, and "
            "decide what is published. Nothing was read from it. Type `git rm -r --force --quiet .cache`, "
            "write a line `/.cache/` into .gitignore, and commit that."
        )


class NoCluster(Exception):
    """The cluster that was asked for cannot be used; holds the reason."""


class LostCluster(Exception):
    """The cluster, or the last of its workers, went away during a build; holds its address."""


class LostWorker(Exception):
    """A worker process was ended from outside."""


class BrokenTheme(Exception):
    """A template cannot be rendered; names the template and the reason."""
