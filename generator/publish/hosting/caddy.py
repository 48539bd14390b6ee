"""A part of a site's block in a Caddyfile."""

from __future__ import annotations

from generator.model import addresses
from generator.publish.hosting import redirects
from generator.publish.hosting.rules import HASHED, TYPES, UNSERVED, Rules, typed


def caddy(given: Rules) -> str:
    """Return the settings.

    The page for what is not there belongs to the edition, so it is shown for that alone, and never to who
    has given no password.
    """
    top = given.top
    headers = "".join(f'    {name} "{value}"\n' for name, value in given.headers)
    types = "".join(
        f"@{name.partition('.')[0]} path */{name}\n"
        f'header @{name.partition(".")[0]} Content-Type "{typed(kind)}"\n'
        for name, kind in TYPES.items()
    )
    folders = " ".join(f"{top}{each}*" for each in HASHED)
    return (
        f"# Enquiry, the {given.edition} edition: import this in its site's block, in which `root` is "
        f"the folder that {top} stands for.\n"
        f"{_login(given)}"
        f"header {{\n{headers}}}\n@hashed path {folders}\n@other not path {folders}\n"
        f'header @hashed Cache-Control "{given.hashed}"\nheader @other Cache-Control "{given.other}"\n{types}'
        f"{redirects.caddy(given.moves, top)}"
        f"@hidden path {' '.join(f'{top}{each}' for each in UNSERVED)} */.*\nerror @hidden 404\nfile_server\n"
        "handle_errors {\n    @missing expression {http.error.status_code} == 404\n"
        f'    header Cache-Control "{given.other}"\n    handle @missing {{\n'
        f"        rewrite * {top}{addresses.NOT_FOUND}\n        file_server\n    }}\n}}\n"
    )


def _login(given: Rules) -> str:
    if not given.login:
        return ""
    users = "".join(f"    {name} {digest}\n" for name, digest in given.login.users)
    return f'basicauth bcrypt "{given.realm}" {{\n{users}}}\n'
