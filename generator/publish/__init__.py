"""Publishing: from an edition to the text of its pages.

Owns page lists (`page_list.py`, `pages/`), views (`composer/`, `views/`), rendering (`theme.py`, `formats/`).
Comes in: an edition, a language, a theme's templates, the HTML of texts. Goes out: pages, as text.
A new page is a module of `pages/` that describes its `FAMILY`, and a template of `themes/default/pages/`.
Must never know: the file system, the clock, the content's Markdown, the rules of who may see what.
"""
