"""Descriptions of settings: trees with places, readers of values, shapes, and the `Kind` of a record.

Owns: the tree that YAML becomes, what a value may look like, and the messages about settings that can't be
read. In: a tree, and the shape that a kind of file declares. Out: a struct of settings; faults in the
`Reading`. Must never know: any kind of file, YAML's grammar, and where a file is.
"""
