"""Personal data in a text: what looks like it, and where.

Owns: patterns of addresses and numbers, the search for names, and the marks by which findings are accepted.
In: the passages of a file that an edition may show. Out: findings, in which what was found is not kept.
Must never know: who accepted what, and which edition shows a passage.
"""
