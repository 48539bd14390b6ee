"""Admission: documents become records, and each reference between them is checked, whoever may read what.

Owns: the checks that need more than one file, one module a sort of record; `admit.py` lists the steps.
In: documents and assets. Out: a network and its diagnostics; a document with an error gives no record:
it is private, but a cohort, on which many records depend, is admitted without its wrong entries.
Must never know: viewers and editions, and how the text of a file is read.
"""
