"""The preview: a web server for one writer, on this computer alone.

Owns: watching folders, rebuilding, the server, and what it adds to a page (errors, reloading).
In: the options of a build. Out: the pages of one edition over HTTP, as they were last built.
Must never know: how anything is built, or what a page is about.
"""
