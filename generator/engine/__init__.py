"""The engine: the pipeline that builds a site, its cache, its worker pools and the only writer of the site.

Owns: the stages and their order, what is kept between builds, what is outdated, and all that is written.
In: the options of a build, and the content folder.
Out: the folders of the editions, the diagnostics, and the statistics of the build.
Must never know: what a page is about, and who may see what.
"""
