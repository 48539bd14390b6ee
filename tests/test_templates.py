"""Templates say the same whether Jinja's own compiler writes them down or ours."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError, pass_context
from jinja2.runtime import Context

from generator.publish.language import ENGLISH
from generator.publish.relative import TOP
from generator.publish.templates import Templates

PARENT = """{% set from_top = to('top') %}
<{% block outer %}[{% block inner %}{{ to(word) }}{% endblock %}]{% endblock %}>
{% for each in words %}{% block looped scoped %}{{ loop.index }}{{ each }}{% endblock %}{% endfor %}
{{ self.inner() }}{{ from_top }}"""
CASES = {
    "blocks": PARENT,
    "a child": '{% extends "parent" %}{% block inner %}{{ super() }}, {{ named("x&y") }}{% endblock %}',
    "a grandchild": '{% extends "child" %}{% block inner %}{{ super() }}!{% endblock %}'
    "{% block looped %}({{ super() }}){% endblock %}",
    "a required block": '{% extends "required" %}{% block must %}{{ to("must") }}{% endblock %}',
    "a chosen parent": '{% if word %}{% extends "parent" %}{% endif %}{% block inner %}chosen{% endblock %}',
    "names given by set": "{% set card = aware %}{{ card('x') }}",
    "names given by a loop": "{% for line in [aware] %}{{ line('x') }}{% endfor %}",
    "names given by with": "{% with brief = aware %}{{ brief('x') }}{% endwith %}",
    "names given by a macro": "{% macro said(x) %}<i>{{ x }}</i>{% endmacro %}{{ said('a<b') }}",
    "names given by an argument": "{% macro m(own) %}{{ own('x') }}{% endmacro %}{{ m(aware) }}",
    "names given by an import": '{% from "parts" import bold as html %}{{ html("a<b") }}',
    "modules": '{% import "parts" as prose with context %}{{ prose.bold("a<b") }}{{ prose.bold(x="c") }}',
    "a call around": '{% from "parts" import around %}{% call around("x") %}<u>{{ to("y") }}{% endcall %}',
    "the way to the top": "{{ root }}a{% set x = root ~ 'b' %}{{ x }}{{ root if word }}{{ root|length }}",
    "another way": "{% for root in words %}{{ root }}{% endfor %}",
    "arguments": "{{ to(*['a']) }}{{ to(**{'what': 'b'}) }}{{ to(what='c') }}{{ word.replace('w', '&') }}",
    "a word of Python": "{{ to(**{'what': 'a'}) }}{{ loose(class='b') }}",
    "values of all kinds": "{{ 3 }}{{ -1.5 }}{{ true }}{{ none }}{{ words }}{{ word|e }}{{ '<' ~ to(2) }}",
    "values in a set": "{% set x %}{{ word }}{{ 7 }}{% endset %}{{ x }}{{ [x, '<', 7]|join }}",
    "without escaping": "{% autoescape false %}{{ to('<') }}{{ word }}{% endautoescape %}{{ to('<') }}",
}
OTHERS = {
    "parent": PARENT,
    "child": CASES["a child"],
    "required": "{% block must required %}{% endblock %}",
    "parts": "{% macro bold(x) %}<b>{{ x }}{{ to('z') }}</b>{% endmacro %}"
    "{% macro around(x) %}<i>{{ x }}{{ caller() }}</i>{% endmacro %}",
}


@pass_context
def _aware(context: Context, what: str) -> str:
    return f"{what} of {context.name} & {context['word']}"


def _shown(environment: Environment, template: str) -> str:
    environment.loader = DictLoader({**OTHERS, "case": template})
    environment.globals |= {
        "aware": _aware,
        "to": lambda what: f"to {what} & on",
        "named": lambda what: f"<{what}>",
        "loose": lambda **given: str(sorted(given.items())),
    }
    return environment.get_template("case").render(word="w<", words=["a", "b&"], root=TOP)


@pytest.mark.parametrize("case", CASES)
def test_a_template_says_the_same(case: str) -> None:
    """Calls that are written as Python writes them give what Jinja's own would, and so do blocks."""
    extensions = ["jinja2.ext.i18n"]
    plain = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=extensions,
    )
    assert _shown(Templates((), ENGLISH), CASES[case]) == _shown(plain, CASES[case])


def test_what_nobody_gives_is_missed_by_its_name() -> None:
    """A function that the theme does not know is named in the fault."""
    with pytest.raises(UndefinedError, match="'card' is undefined"):
        _shown(Templates((), ENGLISH), "{{ card('x') }}")
