"""Pictures and attachments, made anew for publishing.

Owns: decoding and encoding pictures, copying PDFs, and the limits of both.
In: the files that records point to.
Out: variants in the cache, by the digest of their sources, or a refusal.
Must never know: who may see a file, or on which pages it is.
"""
