"""The kinds of files of a network: one module for each, with its settings and the shape that reads them.

Owns: the structs of settings (`…Fields`), the shapes that read them, and the paths at which each kind lies.
In: the tree of a file's settings. Out: a struct of settings, with the faults noted in the `Reading`.
Must never know: what stands in other files, and how text becomes HTML.
"""
