"""Withdrawal: consent that ends, posts that are taken down, people who are erased.

Owns: which files change or go, and the tombstones that hold conversations together.
In: a workspace and whom or what it is about. Out: a change set, with what only a person can do.
Must never know: how to show more to anybody; a change set by which a record enters an edition is refused.
"""
