"""The only writer of the site.

Owns: staging, the journal, releases, and the comparison of an edition's folder with its manifest.
In: the files of an edition, and their old manifest.
Out: the edition's folder on the disk, whole at any time.
Must never know: what is in a file, or why it is written.
"""
