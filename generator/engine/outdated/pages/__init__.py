"""Rules for pages: one that no rule applies to is left as it is.

Owns: one rule a module, their order (`rules.py`) and the facts that they look at (`facts.py`).
In: the fingerprint of a page, and its entry in the manifest.
Out: the rule that applies first.
Must never know: what is on a page.
"""
