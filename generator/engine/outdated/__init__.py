"""The rules by which something that was made is outdated, one a module: the reason for a new page is data.

Owns: rules for editions and for pages, each with its name and its reason in words, and their order.
In: facts about what was made and about what it would be made from now.
Out: the rules that apply.
Must never know: how anything is made. A build and `enquiry explain` use the same rules.
"""
