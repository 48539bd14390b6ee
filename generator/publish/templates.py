"""How templates become Python: Jinja's own way, with two of its costs taken out.

A site of thousands of pages escapes and looks up attributes a million times. Jinja wraps each escaped text in an object that says that it is safe, although what is
shown at once needs no such word; and it asks for an attribute by a function of its own, which would also look into dictionaries, although views are none.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from jinja2 import Environment as Plain, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

try:
    from markupsafe._speedups import _escape_inner as _escaped
except ImportError:  # then without the short cut: another version of the library, or one without compiled parts

    def _escaped(s: str, /) -> str:
        return str(escape(s))


def shown(value: Any) -> str:
    """A value as it stands in a page: what is no HTML is escaped."""
    return _escaped(value) if type(value) is str else value if type(value) is Markup else escape(value)


class _Compiler(CodeGenerator):
    """Writes a value into the page at once. Where Jinja calls this no more, pages are the same and take longer."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.shown(")


class Environment(Plain):
    """Where templates are compiled. A name or an attribute that is not there is a mistake, never an empty text."""

    code_generator_class = _Compiler
    shown: ClassVar[Callable[[Any], str]] = staticmethod(shown)
    getattr: ClassVar[Callable[[Any, str], Any]] = staticmethod(getattr)

    def __init__(self, **settings: Any) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, **settings)
