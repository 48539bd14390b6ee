"""Blogs brought in from elsewhere: exports of WordPress, and folders of Markdown.

Owns: the reading of exports (`wxr` over `decoding`), a plan that a person edits (`plan`), and the files that
follow from both. In: exports, the options of a build, answers. Out: a plan with its questions, or files that
are written all together or not at all, and a report that names what did not come in.
What is known of each text is on the disk meanwhile (`index`), so that memory does not grow with their number.
Must never know: how pages are published, what a blog's host answers, what day it is. E-mail addresses are
read to tell people apart and written nowhere; addresses of computers and names of browsers are not even read.
"""
