"""Page modules: one for each family of pages, found by `page_list.py`.

Each fills the views of its pages; its `FAMILY` says which pages there are, for whom, and their entry in
the menu.
Comes in: a composer. Goes out: pages, which make their views when these are wanted.
Which pages there are follows from the structure of the content alone, never from words or the day.
Must never know: how a page is rendered, written or cached.
"""
