"""Reasons why an edition is not published."""


class NotPublished(Exception):
    """An edition can't be published, or must not be; says why, and what would do."""


class StillOpen(NotPublished):
    """An edition was published where strangers may read it, since that only takes something back."""
