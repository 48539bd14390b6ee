"""The editor: forms in the browser for every kind of record, by Sveltia CMS.

Owns: the configuration of the editor, which follows from the shapes that files are read by.
In: the composer of an edition; out: Sveltia's configuration, as plain data.
Must never know: where the editor's script is, and how a page of the site looks.
"""
