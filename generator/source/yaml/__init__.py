"""YAML, read strictly and written plainly.

Owns: the loader (scalars stay text; anchors, tags, depth and repeated keys are refused), hints, the dumper.
In: a block of settings as text. Out: a tree in which every node has its place; text, from settings.
Must never know: what a setting means.
"""
