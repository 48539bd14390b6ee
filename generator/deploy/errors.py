"""Reasons why an edition is not published."""


class NotPublished(Exception):
    """An edition can't be published, or must not be; says why, and what would do."""
