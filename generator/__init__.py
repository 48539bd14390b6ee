"""Enquiry: a network of reflective blogs, from Markdown.

This is the map. Data flows one way, left to right; each stage is a pure function of what stands left of it, with frozen structs between:

    files ─read─▶ Document ─admit─▶ Network ─cut─▶ Cut ─link─▶ Edition ─plan─▶ Page ─render─▶ bytes ─write─▶ site/<edition>/

| package | owns | must never know |
| --- | --- | --- |
| roots: `codes`, `diagnostics`, `report`, `audience`, `slugs`, `suggest` | what is wrong and where; the order of audiences; text as a part of an address | any package |
| `read` | one file at a time: `reader.py` turns bytes into a `Document` (settings with their places, safe HTML with slots for links). Never raises on content | other files, the clock, the network |
| `network` | all files together: catalogues, records, every check of references, THE cut (`cut.py`), the gate (`gate.py`), links (`link.py`) | pages, addresses of the site, where files are |
| `publish` | what pages there are, what each shows (`views.py`), and how it is rendered | the file system, the clock, the content's Markdown |
| `build` | the pipeline, the cache, the workers, the only writer of the site | what a page is about |
| `serve` | preview: watching, reloading, the errors over the last good site | how anything is built |
| `author` | tools for writers (`init`, `new`, `reply`), for who answers for them: guarding, `codeowners`, `accept`; `withdraw`, `erase`, `takedown`, each a plan; `digest` | how pages are published |
| `cli` | commands, a few lines each | everything that takes more than a few lines |

Imports run from the lower rows to the upper ones only; a test holds that. A new kind of page is one module in `publish/pages/`, one view, one template
of the same name, and a line in `publish/plan.py`. A new kind of record is its path and struct in `read/fields.py`, its shape in
`read/kinds.py`, and its admission in `network/admit.py`.

What everything rests on:

1. Reading is cached by content, rendering by what it shows; the middle (admit, cut, link, plan) always runs whole, so nothing can go stale, and
   deletions and renames need no special case. One short way leads past it: words (titles, summaries, bodies) decide nothing, so where nothing else has changed, the network is that of the
   last build with other words, and only the pages that asked the composer for these are looked at.
2. A page is its view, its template and nothing else. A template sees the view alone; a page is rendered anew exactly when the encoded view, the theme, or this
   package's source is not what it was.
3. Cut, then link. Who may see what is decided in one function, on records, before anything derived from them exists.
4. Everything wrong, all at once, where it stands. Diagnostics live in the cached document, so a hit repeats them.
5. What looks like personal data is found where a file is read (`read/personal.py`; names, which depend on other files, in `build/naming.py`) and judged by the cut: what
   the public edition would show is an error until `accepted.yaml` says who lets it through.
6. A record's identity is its path: the folder says who writes, and addresses follow from it.

Where this departs from the shape it started from, and why:

* Settings are read by `read/marked.py` and `read/schema.py` rather than by python-frontmatter and pydantic. Scalars stay text until a field says what they are, so `3.10`
  stays a standard's number, `no` a word and `2018` a title; each fault has its exact place and a sentence of its own; and anchors, tags, depth and duplicate keys are refused
  while libyaml's events go by. Structs are msgspec's: frozen, quick to make, and encoded as they are for the cache and for fingerprints.
* A broken anchor within one text is a warning, in another file an error: real posts have dead footnote links of their own, and a reader loses nothing but a jump.
* A thread of more than 200 entries is continued on further pages; a comment is shown in full once a page, so that a web of replies to several posts can't multiply.
* Most short texts go through `read/quick.py`, which settles plain lines and unmistakable marks before markdown-it's own rules are asked; a test holds it to the plain
  parser letter by letter. What a page shows is made where it is rendered, in the workers; the main process only lists the pages.
* What is withdrawn leaves a tombstone where something answers it: a record like any other to admission and the cut, but in no list that is linked from it. Its page
  stands where the post's own stood, or at `/withdrawn/`; it is in no sitemap, since it asks not to be listed.
* Addresses inside pages are relative, so that an edition works under any address, in any folder, and from a disk.
"""

__version__ = "0.1.0"
