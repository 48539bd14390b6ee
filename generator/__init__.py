"""Enquiry: a network of reflective blogs, from Markdown.

This is the map. Data flows one way, left to right; each stage is a pure function of what stands left of it, with frozen structs between:

    files ─read─▶ Document ─admit─▶ Network ─cut─▶ Cut ─link─▶ Edition ─plan─▶ Page ─render─▶ bytes ─write─▶ site/<edition>/

| package | owns | must never know |
| --- | --- | --- |
| roots: `codes`, `diagnostics`, `report`, `progress`, `audience`, `addresses`, `paths`, `slugs`, `likeness`, `suggest` | what is wrong; who may see what; which addresses are taken | any package |
| `read` | one file at a time: `reader.py` turns bytes into a `Document` (settings with their places, safe HTML with slots for links). Never raises on content | other files, the clock, the network |
| `network` | all files together: catalogues, records, every check of references, THE cut (`cut.py`), the gate (`gate.py`), links (`link.py`) | pages, addresses of the site, where files are |
| `publish` | what pages there are, what each shows (`views/`), and how it is rendered | the file system, the clock, the content's Markdown |
| `build` | the pipeline, the cache, the workers, the only writer of the site | what a page is about |
| `serve` | preview: watching, reloading, the errors over the last good site | how anything is built |
| `author` | for writers (`init`, `new`, `reply`) and who answers for them: guarding, `accept`; `withdraw`, `erase`, `takedown`; plans and portfolios; `digest`; matching | how pages are published |
| `cli` | commands, a few lines each | everything that takes more than a few lines |

Imports run from the lower rows to the upper ones only, and nowhere in a circle; a test holds that. A new kind of page is one module in `publish/pages/`, one view, one template
of the same name, and a line in `publish/plan.py`.

A new kind of record is described in one module in `read/`, as a `Kind` (see `schema/kind.py`; `subjects/events/kind.py` is the example): where its files lie, its struct and
schema, its widest audience, what its settings refer to. It is entered in `subjects/registry.py`, with its pages in `publish/pages/<kind>.py`, one or two templates
(`subject.html` is a layout for what people write about), and its cases. All else follows from the description: it is read, every reference is checked
with “did you mean” and kept by its identity, the gate looks at it, the cut shows it to its audience without
what the edition does not hold, links lead both ways, `erase` and `takedown` take people and posts out of it,
a post can say that it `reflects_on` it, `enquiry new <kind>` starts it. Its identity is its path, and its address is its identity: so its page, made for every record of
`edition.of_kind(…)`, stands there. What has to be checked with the rest of the network is a function in `network/checks/`, listed in `network/admission/described.py`. Its settings are structure, as
a cohort's are; its body is words. Who may change it follows from its folder. (Posts, profiles, cohorts and pages have admission of their own, in `network/admission/admit.py`.)

What a site says around its texts is in messages, in English where it is said: `_('…')` in templates, the composer's `gettext` in `publish/`. A network's `language` picks
the catalogue of the theme (`locales/<language>.po`, by `engine/theme/languages.py`), which is put into the templates when they are compiled (`publish/templates.py`; `engine/theme/compiled.py` keeps that), and what
writes dates and counts (`publish/language.py`). `enquiry translate` keeps a catalogue up to date. English reads none.

What everything rests on:

1. Reading is cached by content, rendering by what it shows; the middle (admit, cut, link, plan) always runs whole, so nothing can go stale, and
   deletions and renames need no special case. One short way leads past it: words (titles, summaries, bodies) decide nothing, so where nothing else has changed, the network is that of the
   last build with other words, and only the pages that asked the composer for these are looked at. (`engine/layout.py` lays editions out on that supposition while an edited
   file is read; where it was wrong, they are laid out anew.)
2. A page is its view, its template and nothing else. A template sees the view alone; a page is rendered anew exactly when the encoded view, the theme, or this
   package's source is not what it was.
3. Cut, then link. Who may see what is decided in one function, on records, before anything derived from them exists.
4. Everything wrong, all at once, where it stands. Diagnostics live in the cached document, so a hit repeats them.
5. What looks like personal data is found where a file is read (`source/privacy/personal.py`; names, which depend on other files, in `engine/naming.py`) and judged by the cut: what
   the public edition would show is an error until `accepted.yaml` says who lets it through.
6. A record's identity is its path: the folder says who writes, and addresses follow from it.

Where this departs from the shape it started from, and why:

* Settings are read by `source/yaml/loader.py` and `schema/shapes.py` rather than by python-frontmatter and pydantic. Scalars stay text until a field says what they are, so `3.10`
  stays a standard's number, `no` a word and `2018` a title; each fault has its exact place and a sentence of its own; and anchors, tags, depth and duplicate keys are refused
  while libyaml's events go by. Structs are msgspec's: frozen, quick to make, and encoded as they are for the cache and for fingerprints.
* A broken anchor within one text is a warning, in another file an error: real posts have dead footnote links of their own, and a reader loses nothing but a jump.
* A thread, and any list (a standard, a phase, a question, a month), of more than 200 entries is continued on further pages; the digest of a large cohort shows the
  newest posts of each standard in each phase and leads to the rest. A comment is shown in full once a page, so that a web of replies to several posts can't multiply.
* Most short texts go through `source/markdown/fast_inline.py`, which settles plain lines and unmistakable marks before markdown-it's own rules are asked (`source/markdown/fast_blocks.py` says which those
  are); a test holds it to the plain parser letter by letter. The plainest of settings are read without libyaml in the same way (`source/yaml/loader.py`).
* What a page shows is made where it is rendered, in the workers; the main process only lists the pages.
* What is withdrawn leaves a tombstone where something answers it: a record like any other to admission and the cut, but in no list that is linked from it. Its page
  stands where the post's own stood, or at `/withdrawn/`; it is in no sitemap, since it asks not to be listed.
* The day of the build is something that a page says, like a title: only pages that ask the composer for it are looked at on another day. Which pages there are never depends on it.
* Who answers whom is drawn for facilitators alone, though the first design showed the cohort its picture, too: among many lines, whoever has none is compared. What waits for
  somebody is compared with nobody, so it is in the cohort's edition; it stands at `/waiting/<person>/`, since a post may be called “waiting”.
* What can be found is one more view, rendered as plain text and handed to Pagefind while the pages are rendered; it is made of records with addresses of their own, not of
  pages, so that a search leads to a reply itself. An index has no part that is made apart from the rest: a word that changes costs a whole index of the editions that hold it,
  but nothing else does. The preview makes it a second after the last change, so that pages needn't wait for it.
* Records of outreach name nobody, and their text is judged in every edition, not in the public one alone. What everybody is told of them are two numbers, the one thing
  that an edition says of records that it does not hold: the cut makes them, rounded down, where the network's settings ask for them and there are enough of them. A
  leading colleague's validation stands in a record that facilitators keep, not in the profile, which is the colleague's own.
* Every page states a policy of its own, and the headers repeat the widest: hosts differ in what they can say of one page. WebAssembly runs on the search's page alone.
* Addresses inside pages are relative, so that an edition works under any address, in any folder, and from a disk.
"""

__version__ = "0.1.0"
