"""The composer: the parts that the pages of one edition have in common, each made once and shared.

Owns cards, anchors, labels, heads, the HTML of texts, and the record of the files that each page depends on.
Comes in: an edition, a language, the day of the build. Goes out: views of parts, which page modules put
together. Words, bodies and the day are read by `Dependencies` alone, so whatever shows them is known to
depend on them. Must never know: which pages there are, templates, the file system, the clock.
"""
