"""Tools for writers and for those who answer for a network: they write files, and never pages.

Owns: files that are started, edited, taken back, brought in and taken along; proposals that are guarded. In:
the options of a build, and what somebody asks for. Out: new files, change sets to confirm, archives, mails.
Must never know: how pages are published, who asked (a terminal, a test), and what day it is.
"""
