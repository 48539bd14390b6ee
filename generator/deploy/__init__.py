"""Deploying: a built edition is carried to where it is served.

Owns: targets (a folder, a server, a branch of a repository), the releases there, and the question whether a
target lets in strangers.
In: the folder of an edition, and what it holds that may be taken back.
Out: a release at the target, to which it switches at the end.
Must never know: how a site is built, and what is in a file.
"""
