"""One file at a time: bytes to a `Document`, with safe HTML.

Nothing that stands in a file makes reading raise.

Owns: front matter (`front_matter.py`, the only splitter), YAML, Markdown, kinds of files, personal data. In:
the path of a file and its bytes. Out: a `Document` with its diagnostics, and HTML with slots for links. Must
never know: other files, the clock, and who may see what.
"""
