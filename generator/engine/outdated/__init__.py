"""Rules by which an edition or a page is outdated, one a module.

Owns: each rule as a `Rule` with a name, a reason in words and a predicate; and their order. The first that
applies says why something is made again.
In: facts about what was made and about what it would be made from now.
Out: the rules that apply.
Must never know: how anything is made. A build and `enquiry explain` use the same rules.
"""
