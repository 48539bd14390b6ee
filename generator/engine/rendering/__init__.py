"""Rendering the pages of an edition, where they are outdated.

Owns: fingerprints, the comparison with the last build, and the renderer that workers share.
In: an edition's page list, the theme, the last manifest.
Out: rendered files in the staging folder, with dependencies.
Must never know: what a page is about.
"""
