"""Views: everything that a template sees of a page.

Owns one frozen struct a page, and one for each of its parts; a page is its view and its template, and nothing
else. Comes in: nothing; page modules fill the structs. Goes out: values ready to be shown, in the order in
which they are shown. Addresses are relative to the top of the edition (`participants/rachna/`), and a
template puts `root` before them; text is plain, and the template escapes it; the only HTML is a `RichText`,
which the filter `html` places. Must never know: the network's records, the composer, the templates.
"""
