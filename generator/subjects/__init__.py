"""Subjects: what people write about beside posts, each in a folder that the registry finds.

Owns: the kinds of records, and for each its settings, checks, views and pages; the registry of all of them.
In: the settings of files; records that refer to each other; an edition and its composer. Out: a `SUBJECT`,
`CHECKS`, and a `FAMILY` of pages, which the stages find by the names of modules.
Must never know: other subjects, but for what they have in common; how files are read, and how pages are
written.
"""
