"""Compiled templates of the theme that ships with Enquiry.

They are kept where Python keeps its own compiled modules: beside the generator, never with the content.

They are code, so they are as trusted as the generator is, and no more is kept: templates of a network's own
are compiled for each build.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from contextlib import suppress
from functools import lru_cache
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path
from typing import Final

import jinja2
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from generator.publish.language import Language

_HEAD: Final = 16
"""Bytes of the digest that each file begins with; it stands for what the rest was made from, and for the
rest."""


@lru_cache(maxsize=2)
def compiled(theme: str, version: bytes, language: Language) -> Compiled:
    """Return the one of this process: environments of templates are told apart by it."""
    return Compiled(theme, version, language)


class Compiled(BytecodeCache):
    """The compiled templates of the theme in one folder, in one language.

    `version` stands for the generator that compiles them.
    """

    def __init__(self, theme: str, version: bytes, language: Language) -> None:
        self._theme = os.path.join(theme, "")
        self._language = language.code
        made_by = hashlib.blake2b(
            repr((MAGIC_NUMBER, jinja2.__version__, version, language.code)).encode(), digest_size=_HEAD
        )
        for catalogue in language.catalogues:
            made_by.update(hashlib.blake2b(catalogue, digest_size=_HEAD).digest())
        self._made_by = made_by.hexdigest()

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the file that a template is kept in; empty for a template that is not."""
        if filename is None or not filename.startswith(self._theme):
            return ""
        with suppress(NotImplementedError):  # a Python that keeps nothing compiled
            return str(
                Path(cache_from_source(__file__)).with_name(
                    f"{name.replace('/', '-')}.{self._language}.{sys.implementation.cache_tag}.pyc"
                )
            )
        return ""

    def get_source_checksum(self, source: str) -> str:
        """Return a digest of a template, of its compiler and of its language."""
        return self._made_by + source

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load the compiled template if it was made from this source, by this generator, and is whole."""
        if not bucket.key:
            return
        with suppress(OSError):
            data = Path(bucket.key).read_bytes()
            if data[:_HEAD] == _head(bucket, data[_HEAD:]):
                # As Python does with the compiled modules beside it, once the digest has been compared.
                bucket.code = marshal.loads(data[_HEAD:])  # noqa: S302

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Save a compiled template, where something may be written."""
        if not bucket.key or sys.dont_write_bytecode:
            return
        code = marshal.dumps(bucket.code)
        new = f"{bucket.key}.{os.getpid()}"
        with suppress(OSError):
            os.makedirs(os.path.dirname(new), exist_ok=True)
            Path(new).write_bytes(_head(bucket, code) + code)
            os.replace(new, bucket.key)


def _head(bucket: Bucket, code: bytes) -> bytes:
    summary = hashlib.blake2b(bucket.checksum.encode(), digest_size=_HEAD)
    summary.update(code)
    return summary.digest()
