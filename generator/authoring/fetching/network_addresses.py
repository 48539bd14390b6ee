"""Addresses of computers: those on the public internet may be asked for feeds, and no others.

The address is looked up once, and the connection is made to what was looked at: a name that leads elsewhere
the second time gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterator
from typing import Final

_TRANSLATED: Final = ipaddress.IPv6Network("64:ff9b::/96")
"""IPv6 addresses that a gateway turns into IPv4 ones."""
_COMPATIBLE: Final = ipaddress.IPv6Network("::/96")
MOST_TRIED: Final = 4
"""Addresses of one server to which a connection is tried."""
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Private(OSError):
    """A server is on a private network, or on this computer."""


def is_public(address: str) -> bool:
    """Return whether a computer with this address is on the public internet, however it is written."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(each.is_global and not each.is_multicast for each in _meant(found))


def _meant(address: _Address) -> Iterator[_Address]:
    """Yield the addresses that packets to this one may reach."""
    if isinstance(address, ipaddress.IPv4Address):
        yield address
        return
    last = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if address in _TRANSLATED or address in _COMPATIBLE:
        yield last
    elif address.ipv4_mapped is not None:
        yield address.ipv4_mapped
    else:
        yield address
        if address.sixtofour is not None:
            yield address.sixtofour
        if address.teredo is not None:
            yield from address.teredo


def connected(host: str, port: int, seconds: float, *, anywhere: bool) -> socket.socket:
    """Return a connection to a server; raise `Private` where it is not a public one.

    With `anywhere`, somebody has said that this server may be on a private network.
    """
    refused: OSError = Private()
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    for family, kind, protocol, _, place in found[:MOST_TRIED]:
        if not anywhere and not is_public(str(place[0])):
            continue
        connection = socket.socket(family, kind, protocol)
        connection.settimeout(seconds)
        try:
            connection.connect(place)
        except OSError as error:
            connection.close()
            refused = error
            continue
        return connection
    raise refused
