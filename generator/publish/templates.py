"""Templates of one language: messages are translated when templates are compiled.

So a page costs no more in Gaelic than in English. `_('…')`, `pgettext('…', '…')` and `{% trans %}` become
constants on the syntax tree, with the expressions that stand in their places between them; a plural becomes a
filter that remembers its answers. Messages that are variables are left to Jinja at run time.

Some more of Jinja's costs are taken out, since thousands of pages escape and look up attributes a million
times: a value that is shown at once is escaped without being wrapped in an object that says so, an attribute
is looked up directly, never as a key of a dictionary (views hold none), and a function that is known to ask
for no context is called directly.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, MutableMapping
from functools import lru_cache
from keyword import iskeyword
from typing import Any, ClassVar, Final, cast

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import TemplateAssertionError
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from generator.publish.escaping import escaped
from generator.publish.language import PLACE, Language, places
from generator.publish.relative import TOP

ONE_MESSAGE: Final = {"_": 1, "gettext": 1, "pgettext": 2}
"""Functions with one message, and how many constants they take (the context, and the message)."""
FUNCTIONS: Final = frozenset(
    "asset brief card direction html line named own prose said spoken super to".split()
)
"""Functions that ask for no context of Jinja's, unless a template gives their names to something else."""

ROOT: Final = "root"
"""The way to the top, which is the same sign on all pages while they are made (see `relative`)."""


def shown(value: Any) -> str:
    """Return a value as it stands in a page: text that is no HTML is escaped."""
    kind = type(value)
    if kind is str:
        return escaped(value)
    return value if kind is Markup else str(value) if kind is int else escape(value)


class _Speaking(CodeGenerator):
    """Writes templates down as Python, their messages in their language, their values at once."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("(escaped(shown_value) if type(shown_value := ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_post(node, frame, finalize)
        else:
            self.write(") is str else shown(shown_value))")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Write an attribute as Python writes it; the blocks of `self` are no attributes."""
        if iskeyword(node.attr) or (isinstance(node.node, nodes.Name) and node.node.name == "self"):
            super().visit_Getattr(node, frame)
            return
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(  # noqa: N802 - Jinja's name
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        """Write a call as Python writes it, where the function is plain: a theme's own, or a method."""
        plain = isinstance(node.node, nodes.Getattr) or getattr(node.node, "name", "") in self._functions
        keywords = [each.key for each in node.kwargs]
        if not plain or forward_caller or node.dyn_args or node.dyn_kwargs or any(map(iskeyword, keywords)):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for each in (*node.args, *node.kwargs):
            self.visit(each, frame)
            self.write(", ")
        self.write(")")

    def visit_Block(self, node: nodes.Block, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Write a block's place among the parts around it, which take in what the block hands on."""
        if frame.buffer is None or node.required or (frame.toplevel and self.extends_so_far):
            super().visit_Block(node, frame)
            return
        context = self.derive_context(frame) if node.scoped else self.get_context_ref()
        self.writeline(f"{frame.buffer}.extend(context.blocks[{node.name!r}][0]({context}))", node)

    def write_commons(self) -> None:
        """Make known what every template and block uses."""
        super().write_commons()
        self.writeline("shown = environment.shown")
        self.writeline("escaped = environment.escaped")

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        """Write a template or block that joins its parts before it hands them on.

        So they are joined once, rather than piece by piece in every template around them.
        """
        if frame.buffer is not None:
            super().blockvisit(nodes, frame)
            return
        self.buffer(frame)
        super().blockvisit(nodes, frame)
        self.writeline(f"yield concat({frame.buffer})")

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - Jinja's name
        given = frozenset(_given(node))
        self._functions = FUNCTIONS - given
        constants = _Constants(cast("Templates", self.environment), self.name, self.filename, given)
        super().visit_Template(cast("nodes.Template", constants.visit(node)), frame)


def _given(template: nodes.Template) -> Iterator[str]:
    """Yield the names that a template gives to things."""
    for each in template.find_all((nodes.Name, nodes.Macro, nodes.Import, nodes.FromImport)):
        match each:
            case nodes.Name(ctx="store" | "param") | nodes.Macro():
                yield each.name
            case nodes.Import():
                yield each.target
            case nodes.FromImport():
                yield from (name if isinstance(name, str) else name[1] for name in each.names)


class Templates(Environment):
    """A theme's templates in one language."""

    code_generator_class: ClassVar[type[CodeGenerator]] = _Speaking  # type: ignore[misc] # Jinja does not say that it belongs to the class
    shown: ClassVar[Callable[[Any], str]] = staticmethod(shown)
    escaped: ClassVar[Callable[[str], str]] = staticmethod(escaped)

    def __init__(
        self, folders: tuple[str, ...], language: Language, compiled: BytecodeCache | None = None
    ) -> None:
        super().__init__(
            loader=FileSystemLoader(folders),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
            extensions=["jinja2.ext.i18n"],
            bytecode_cache=compiled,
        )
        self.language = language
        self.messages = found = language.translations
        install: Any = self.install_gettext_callables  # type: ignore[attr-defined] # put there by the extension
        install(
            found.gettext, found.ngettext, newstyle=True, pgettext=found.pgettext, npgettext=found.npgettext
        )
        self.filters["counted"] = lru_cache(maxsize=1024)(self._counted)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> dict[str, Any]:
        """Return the names that all templates know in one dictionary: each page begins with a copy of it."""
        return {**self.globals, **(d or {})}

    def _counted(self, number: int, one: str, many: str) -> Markup:
        return Markup(self.messages.ngettext(one, many, number)) % {"num": number}  # noqa: S704 - a message is a part of its theme


class _Constants(NodeTransformer):
    """Puts a language's words into a template, and the sign for the way to the top.

    `given` are names that the template gives to things.
    """

    def __init__(
        self, environment: Templates, name: str | None, filename: str | None, given: Container[str]
    ) -> None:
        self.environment = environment
        self.template = name, filename
        self._top = "" if ROOT in given else ROOT

    def visit_Output(self, node: nodes.Output) -> nodes.Node:  # noqa: N802 - Jinja's name
        """Put the parts of a message in its place, to be shown one by one."""
        self.generic_visit(node)
        node.nodes = [
            nodes.TemplateData(TOP) if isinstance(each, nodes.Name) and each.name == self._top else each
            for each in node.nodes
        ]
        node.nodes = [
            part
            for each in node.nodes
            for part in (
                each.nodes if isinstance(each, nodes.Concat) and getattr(each, "message", False) else [each]
            )
        ]
        return node

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - Jinja's name
        """Put the words of a message in its place."""
        self.generic_visit(node)
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        texts = [
            each.value for each in node.args if isinstance(each, nodes.Const) and isinstance(each.value, str)
        ]
        if node.dyn_args is not None or node.dyn_kwargs is not None:
            return node
        if len(texts) == len(node.args) == ONE_MESSAGE.get(name, -1):
            return self._message(node, texts)
        if name == "ngettext" and len(texts) == 2 and len(node.args) == 3 and not node.kwargs:
            self._checked(node, texts[0], {"num"})
            self._checked(node, texts[1], {"num"})
            return self._made(
                node, nodes.Filter(node.args[2], "counted", list(node.args[:2]), [], None, None)
            )
        return node

    def _message(self, node: nodes.Call, texts: list[str]) -> nodes.Node:
        values = {each.key: each.value for each in node.kwargs}
        self._checked(node, texts[-1], set(values))
        messages = self.environment.messages
        parts = list(
            self._parts(messages.pgettext(*texts) if len(texts) == 2 else messages.gettext(*texts), values)
        )
        if len(parts) == 1 and not values:
            return self._made(node, parts[0])
        message = nodes.Concat(parts)
        message.message = True  # type: ignore[attr-defined] # tells it from a `~` in a template
        return self._made(node, message)

    def _parts(self, words: str, values: dict[str, nodes.Expr]) -> Iterator[nodes.Expr]:
        """Yield the words of a message, and between them the values in their places."""
        plain, at = "", 0
        for found in PLACE.finditer(words):
            plain, at = plain + words[at : found.start()], found.end()
            if found[2] is None:
                plain += "%"
                continue
            if plain:
                yield nodes.MarkSafe(nodes.Const(plain))
            yield values[found[2]]
            plain = ""
        if plain + words[at:]:
            yield nodes.MarkSafe(nodes.Const(plain + words[at:]))

    def _checked(self, node: nodes.Node, message: str, given: set[str]) -> None:
        try:
            missing = sorted(places(message) - given)
        except ValueError as error:
            self._refuse(node, str(error))
        if missing:
            self._refuse(
                node, f"the message “{message}” has the place %({missing[0]})s, and nothing is given for it"
            )

    def _refuse(self, node: nodes.Node, why: str) -> None:
        name, filename = self.template
        raise TemplateAssertionError(why, node.lineno, name, filename)

    def _made(self, old: nodes.Node, new: nodes.Node) -> nodes.Node:
        return new.set_lineno(old.lineno).set_environment(self.environment)
