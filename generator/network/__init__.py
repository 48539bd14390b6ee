"""All files together: records, the references between them, and who may see what.

Owns: admission, the gate, the audience cut, and the edition, which links and groups the records of a cut.
In: documents, assets and the day of the build. Out: a network with its diagnostics, and its editions.
Must never know: pages and templates, the addresses of the site, the file system, the clock.
"""
