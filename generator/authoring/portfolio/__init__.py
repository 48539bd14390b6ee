"""Portfolios: one person's work, taken along in an archive and brought into another network.

Owns: the selection (`contents`), the content folder of it (`export`), the archive with site and PDF, the
import. In: a workspace and a selection. Out: the bytes of an archive; from an archive, a change set. Must
never know: anything of other people that the public edition does not show.
"""
