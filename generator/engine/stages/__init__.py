"""The stages of a build, one a module, in the order in which `pipeline.py` lists them.

Owns: for each stage a function `run`, and the frozen struct that it passes on.
In: the context of the build, and the structs of earlier stages.
Out: at last, the site and its statistics.
Must never know: what comes after it; what a page is about.
"""
