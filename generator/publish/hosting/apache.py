"""A part of Apache's `<Directory>`, or an `.htaccess`."""

from __future__ import annotations

import re

from generator.model import addresses
from generator.publish.hosting import redirects
from generator.publish.hosting.rules import HASHED, TYPES, UNSERVED, Rules, typed


def apache(given: Rules) -> str:
    """Return the settings, which need mod_headers and mod_alias.

    The condition that always holds makes the password count beside a `Require all granted` of the same
    `<Directory>`: Apache lets in whoever meets one of several. What is refused is redirected to nothing
    instead of being denied, since Apache would deny it before it asks for the password.
    """
    top = given.top
    always = "".join(f'Header always set {name} "{value}"\n' for name, value in given.headers)
    caching = "Header always set" if given.other.startswith("private") else "Header set"
    types = "".join(
        f'<Files "{name}">\n    ForceType "{typed(kind)}"\n</Files>\n' for name, kind in TYPES.items()
    )
    folders = "|".join(each.rstrip("/") for each in HASHED)
    return (
        f"# Enquiry, the {given.edition} edition: for the `<Directory>` of its folder, or as .htaccess "
        "in it. Needs `a2enmod headers`.\n"
        f"{_login(given)}"
        "Options -Indexes\nDirectoryIndex index.html\nAddDefaultCharset utf-8\n"
        f"AddCharset utf-8 .css .txt .xml\nErrorDocument 403 {top}{addresses.NOT_FOUND}\n"
        f"ErrorDocument 404 {top}{addresses.NOT_FOUND}\n"
        f'{always}{caching} Cache-Control "{given.other}"\n'
        f'<If "%{{REQUEST_URI}} =~ m#^{re.escape(top)}({folders})/#">\n'
        f'    {caching} Cache-Control "{given.hashed}"\n</If>\n{types}'
        f"{redirects.apache(given.moves, top)}"
        f'RedirectMatch 404 "/(({"|".join(UNSERVED)})$|\\.(?!well-known/))"\n'
    )


def _login(given: Rules) -> str:
    if not given.login:
        return ""
    return (
        f'AuthType Basic\nAuthName "{given.realm}"\nAuthBasicProvider file\n'
        f'AuthUserFile "{given.login.file}"\n<If "true">\n'
        "    AuthMerging Off\n    Require valid-user\n</If>\n"
    )
