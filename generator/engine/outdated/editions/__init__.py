"""Rules for editions: where none applies to any, a build has nothing to do.

Owns: one rule a module, their order (`rules.py`) and the facts that they look at (`facts.py`).
In: the files of the content folder, the header of the manifest, the status of the edition's folder.
Out: the rules that apply.
Must never know: single pages.
"""
