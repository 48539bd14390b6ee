"""Admission of the network's own pages."""

from __future__ import annotations

from generator.model.audience import level
from generator.model.diagnostics import Span
from generator.network.admission.context import Context
from generator.network.records import Page
from generator.network.texts import Text
from generator.schema.publication import kept_back
from generator.source.files.page import PageFields
from generator.subjects.registry import SECTIONS


def admit_pages(context: Context) -> dict[str, Page]:
    """Return the pages that can be read, and report those that have an address of the site's own."""
    pages = {}
    for document in context.sources.of("page"):
        name, fields = document.file.name, document.fields
        if name in SECTIONS:
            message = f"/{name}/ is an address of the site's own."
            context.report(Span(document.path), "duplicate-address", message, "give this file another name")
        if isinstance(fields, PageFields):
            pages[name] = Page(
                name,
                fields.title,
                Text(document.path, document.links),
                fields.summary,
                level(fields.audience),
                fields.language,
                fields.footer,
                kept_back(fields, context.sources.date),
                aliases=fields.aliases,
            )
    return pages
