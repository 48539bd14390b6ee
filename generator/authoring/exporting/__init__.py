"""Exports of an edition for other programs: WordPress, as WXR 1.2.

Owns: the choice of what leaves (`selection`), its texts as WordPress shows them (`texts`), its items
(`items`), and the format (`wxr`). In: the options of a build, an edition's name, a person or a cohort. Out: a
file. It is made from an edition alone, so what an edition does not hold is in no byte of it; and the same
edition makes the same bytes. What comes out can be brought in again: what WordPress has no place for stands
in hidden values whose names begin with `_enquiry_`.
Must never know: pages and templates, what day it is, what a blog's host answers.
"""
