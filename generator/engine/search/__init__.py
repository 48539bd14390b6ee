"""The search index of each edition.

Owns: running Pagefind beside the rendering, and putting its files into one order.
In: what can be found, one record a line, as the renderer made it.
Out: the files of the index.
Must never know: which records may be found, and what is said of them.
"""
