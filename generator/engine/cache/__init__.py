"""The results of earlier builds, kept in one folder outside the site.

Owns: the format of its files (versioned, checked, sharded, read in parts), their lock, and a store for each
kind of result.
In: what the stages of a build have read, admitted and written.
Out: the same at the next build, or a miss.
Must never know: the order of the stages, what a page is about, templates.
A build without a cache gives the same bytes.
"""
