"""The files of themes: where they are, whether they can be used, and their languages.

Owns: finding a theme's files and a network's fonts, checking templates and catalogues, keeping compiled
templates.
In: the name of a theme and the tag of a language.
Out: the theme's files with their digest, a language ready for use, and diagnostics.
Must never know: pages, and what a template is rendered with.
"""
