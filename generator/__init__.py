"""Enquiry: a static site generator for networks of reflective blogs.

This docstring is the map of the code. Data flows one way, from left to right. Each stage is a pure function
of the stages to its left, and frozen structs are passed between them:

    files ─read→ Document ─admit→ Network ─cut→ Cut ─link→ Edition ─list→ Page ─render→ bytes ─write→ site

| package | owns | must never know |
| --- | --- | --- |
| `model` | shared terms: audiences, addresses, diagnostics, paths, slugs | any package |
| `schema` | descriptions of settings: shapes, trees with places, the `Kind` of a record | any kind of file |
| `source` | one file: bytes to a `Document` (settings, safe HTML with slots) | other files, the clock |
| `network` | all files: admission, catalogues, the cut, the gate, the `Edition` | pages, their addresses |
| `subjects` | one folder a kind of record: its description, checks, views and pages | each other |
| `publish` | which pages there are, their views, and how they are rendered | the file system, the clock |
| `engine` | the stages of a build, the cache, workers, the only writer of the site | what a page is about |
| `preview` | `enquiry serve`: watching, reloading, the overlay of errors | how anything is built |
| `authoring` | tools that write into the content folder, and exports from it | how pages are published |
| `deploy` | the way of a built edition to where it is served | how a site is built, what is in a file |
| `commands` | the command line, a few lines a command | everything that takes more than a few lines |

Imports run from lower rows to upper ones only, never in a circle; `tests/test_architecture.py` holds that.
The modules of a subject belong to different rows: its `kind` to `schema`, so that `source` and `network` may
import it; its checks, counts and areas to `network`; its views and pages to `publish`; what writes files to
`authoring`. Each package's own docstring says what it owns, what comes in, what goes out and what it must
never know.

Where to add something:

* A page: one module in `publish/pages/` (or a subject's `pages`) and one template in `themes/default/pages/`.
  `publish/page_list.py` finds the module by itself, and refuses two outputs at one path.
* A kind of record: one folder in `subjects/` and its templates. Reading, references, the gate, the cut,
  search, menu, `enquiry new` and the reserved addresses follow from its `Kind`.
* A setting of a post: its description in `source/files/post.py`, the view, the page module, the template. One
  that refers to something has a place in the record, too.
* A forge: one row in `model/forges.py`, and its CI files in `authoring/skeleton/`.
* A form in the browser: nothing. `publish/editor/` makes it from the shape by which the file is read; labels
  and hints are in its `words.py`.
* An address: the table in `model/addresses.py`, which reserves it.
* An audience, an edition, a viewer: `model/audience.py`.

Strings of the user interface are messages, in English where they are used: `_('…')` in templates, the
composer's `gettext` in Python, `N_('…')` for a message that is translated elsewhere. A network's `language`
selects a catalogue of the theme (`locales/<language>.po`), which is compiled into the templates. `enquiry
translate` updates catalogues.

Six rules carry the rest:

1. Reading is cached by content, rendering by what a page shows. The middle (admit, cut, link, list) runs
   whole, so nothing in it can be stale, and deletions and renames need no special case. There is one
   exception: words (titles, summaries, bodies) decide nothing, so where only words changed, the last network
   and its editions as they were laid out are kept with other words.
2. A page is its view and its template. A template sees the view alone. A page is rendered again exactly when
   its fingerprint changes: the encoded view, the theme and the generator's source.
3. Cut, then link. One function decides who may see which record, before anything is derived from records.
4. All faults are reported at once, each with its place. Diagnostics are kept in the cached document, so a
   cache hit repeats them.
5. Personal data is looked for where a file is read and judged after the cut: in the public edition it is an
   error until `accepted.yaml` names who accepted it.
6. The path is the identity of a record: its folder names the writer, and its address follows from it.

Departures from the first design, with their reasons:

* Front matter is cut by python-frontmatter (`source/front_matter.py`), but settings are read by a loader of
  our own: scalars stay text until a field gives them a type, so `3.10` stays a standard's number and `no` a
  word; each fault has its exact place; and anchors, tags, depth and duplicate keys are refused while
  libyaml's events go by. Structs are msgspec's, which are frozen and encode quickly for the cache and for
  fingerprints.
* A broken anchor within one text is a warning, in another file an error: real posts have dead footnote links
  of their own, and a reader loses nothing but a jump.
* A list or thread of more than 200 entries continues on further pages. A comment is shown in full once a
  page, so that replies to several posts cannot multiply.
* Views are made in the workers, where they are rendered; the main process only lists the pages.
* A withdrawn record leaves a tombstone where something answers it: a record like any other to admission and
  the cut, but in no list and no sitemap.
* The day of the build is a dependency like a title: only pages that ask the composer for it are made again on
  another day. Which pages there are depends on it only where a record waits for its day or expires: admission
  says so of the record, and the cut keeps it back.
* The sociogram is for facilitators alone, though the first design showed it to the cohort: among many lines,
  whoever has none is compared. A person's list of what waits compares nobody, so the cohort's edition has it,
  at `/waiting/<person>/`, since a post may be called “waiting”.
* The search index is made of records, not of pages, so that a search leads to a reply itself. Pagefind has no
  partial index: one changed word costs a whole index of the editions that hold it. The preview makes it after
  the pages.
* Records of outreach name nobody, and their text is judged in every edition. Two counts, rounded down and
  made by the cut where the network's settings ask for them, are the only thing that an edition says of
  records it does not hold.
* Each page carries a policy of its own, and the headers repeat the widest. WebAssembly runs on the search
  page alone.
* Addresses within pages are relative, so that an edition works at any address, in any folder, and from a
  disk.
"""

__version__ = "0.1.0"
