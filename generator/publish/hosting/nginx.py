"""A part of nginx's `server { … }`."""

from __future__ import annotations

import re

from generator.model import addresses
from generator.publish.hosting import redirects
from generator.publish.hosting.rules import CHARSET, HASHED, TYPES, UNSERVED, Rules


def nginx(given: Rules) -> str:
    """Return the settings.

    A place that adds a header of its own has to repeat the others. What is refused is looked for in vain
    instead of being denied at once, since nginx would do that before it asks for the password.
    """
    top = given.top
    hashed = "".join(
        f"location ^~ {top}{folder} {{\n    try_files $uri =404;\n{_headers(given, given.hashed, '    ')}}}\n"
        for folder in HASHED
    )
    types = "".join(
        f"location ~ ^{re.escape(top)}(.*/)?{re.escape(name)}$ {{\n    types {{ }}\n"
        f"    default_type {kind};\n}}\n"
        for name, kind in TYPES.items()
    )
    nothing = f"{{\n    try_files {top}{addresses.HEADERS}/none =404;\n}}\n"
    return (
        f"# Enquiry, the {given.edition} edition: include this in its `server {{ … }}`, in which `root` "
        f"is the folder that {top} stands for"
        f"{'' if top == '/' else f' (the edition being in {top[1:-1]}/ there)'}.\n"
        f"{_login(given)}"
        "index index.html;\nautoindex off;\nabsolute_redirect off;\nserver_tokens off;\n"
        f"charset utf-8;\ncharset_types {CHARSET};\nerror_page 403 =404 {top}{addresses.NOT_FOUND};\n"
        f"error_page 404 {top}{addresses.NOT_FOUND};\n{_headers(given, given.other, '')}"
        f"location {top} {{\n    try_files $uri $uri/ =404;\n}}\n{hashed}{types}"
        f"{redirects.nginx(given.moves, top)}location ~ ^{re.escape(top)}({'|'.join(UNSERVED)})$ {nothing}"
        f"location ~ /\\.(?!well-known/) {nothing}"
    )


def _headers(given: Rules, lifetime: str, before: str) -> str:
    always = "" if lifetime.startswith("public") or lifetime == "no-cache" else " always"
    return (
        "".join(f'{before}add_header {name} "{value}" always;\n' for name, value in given.headers)
        + f'{before}add_header Cache-Control "{lifetime}"{always};\n'
    )


def _login(given: Rules) -> str:
    if not given.login:
        return ""
    return f'auth_basic "{given.realm}";\nauth_basic_user_file "{given.login.file}";\n'
