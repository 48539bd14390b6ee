"""Formats that other programs read: feeds, calendars, sitemaps, tables, linked data, search records.

Owns the syntax of each format, by the names in `registry.py`, which pages give for their renderer.
Comes in: a view. Goes out: the text of a file, or of a block of a page.
A format says nothing that its view does not.
Must never know: the composer, the edition, addresses but those in the view.
"""
