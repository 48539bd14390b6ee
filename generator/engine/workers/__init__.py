"""Processes that work for a build.

Owns: worker pools (forked processes, or a Dask cluster), what their jobs share, and single background tasks.
In: a function, what all its jobs share, and the jobs.
Out: the results, in the order of the jobs.
Must never know: what a job is about.
"""
