"""The kinds of host that settings can be written for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from msgspec import Struct

from generator.publish.hosting.apache import apache
from generator.publish.hosting.caddy import caddy
from generator.publish.hosting.netlify import netlify
from generator.publish.hosting.nginx import nginx
from generator.publish.hosting.rules import Rules


class Host(Struct, frozen=True):
    """One kind of host.

    `write` returns its settings. `digests` are the beginnings of the digests of passwords that it takes;
    empty where it takes passwords as they are. With `reads`, it reads the password file itself; otherwise
    the settings repeat what is in it.
    """

    write: Callable[[Rules], str]
    digests: tuple[str, ...]
    reads: bool = True


_BCRYPT: Final = ("$2y$", "$2b$", "$2a$")
HOSTS: Final[Mapping[str, Host]] = {
    "nginx": Host(nginx, (*_BCRYPT, "$apr1$", "$5$", "$6$")),
    "netlify": Host(netlify, (), reads=False),
    "apache": Host(apache, (*_BCRYPT, "$apr1$", "$5$", "$6$")),
    "caddy": Host(caddy, _BCRYPT, reads=False),
}
