"""Admission: documents become records, and each reference between them is checked once, whoever may read what.

Owns: the checks that need more than one file, one module a sort of record; `admit.py` lists the steps. In:
documents and assets. Out: a network and its diagnostics; a document with an error gives no record, so it is
private (a cohort is admitted without the entries that are wrong, since many records depend on it). Must never
know: viewers and editions, and how a file's text is read.
"""
