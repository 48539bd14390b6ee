"""Real web servers, as Debian packages them, for the tests that need one: nginx, Apache, Caddy."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import cycle, islice
from pathlib import Path
from typing import Final, NamedTuple

from tests.needs import need
from tests.setup import tools
from tests.support import PATIENCE, until

NGINX: Final = """{user}daemon off;
worker_processes 1;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ }}
http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    access_log off;
    gzip on;
    gzip_types text/css text/javascript application/javascript application/json application/feed+json
        application/atom+xml image/svg+xml;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {site}
}}
"""
APACHE: Final = """ServerName localhost
ServerRoot {folder}
Listen 127.0.0.1:{port}
PidFile {folder}/pid
ErrorLog {folder}/error.log
Mutex file:{folder}
{modules}
{user}TypesConfig /etc/mime.types
<Directory />
    Require all denied
</Directory>
{site}
"""
MODULES: Final = (
    *("mpm_event", "authn_core", "authn_file", "authz_core", "authz_user", "auth_basic"),
    *("alias", "autoindex", "dir", "headers", "mime"),
)
CADDY: Final = """{{
    admin off
    auto_https off
    storage file_system {folder}/data
}}
{site}
"""


SITES: Final = {
    "nginx": """server {{
        listen 127.0.0.1:{port};
        root {root};
        include {folder}/enquiry.conf;
    }}""",
    "apache": """DocumentRoot {root}
<Directory {root}>
    Require all granted
    Include {folder}/enquiry.conf
</Directory>""",
    "caddy": """http://127.0.0.1:{port} {{
    root * {root}
    import {folder}/enquiry.conf
}}""",
}
"""A site that serves one folder, for each server."""


FIRST: Final = 11_000 + os.getpid() * 16 % 20_000
PORTS: Final = cycle(range(FIRST, FIRST + 1_000))


class Server(NamedTuple):
    """A web server: its settings, and how it is started."""

    settings: str
    arguments: tuple[str, ...]


SERVERS: Final = {
    "nginx": Server(NGINX, ("-e", "{folder}/error.log", "-p", "{folder}", "-c", "{settings}")),
    "apache": Server(APACHE, ("-f", "{settings}", "-DFOREGROUND")),
    "caddy": Server(CADDY, ("run", "--adapter", "caddyfile", "--config", "{settings}")),
}


def executable(name: str) -> str:
    """Return a server's command, which may be where only an administrator's path leads."""
    command, package = next((command, package) for each, command, package, _ in tools.SERVERS if each == name)
    found = os.environ.get(f"ENQUIRY_{name.upper()}") or shutil.which(
        command, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
    )
    assert found, f"There is no {name} here: `apt-get install {package}` brings one."
    return found


@contextmanager
def serve(name: str, folder: Path, root: Path, snippet: str, port: int = 0) -> Iterator[int]:
    """Serve a folder with a snippet in the server's settings, and nothing else; yield the port."""
    port = port or free_ports(1)[0]
    folder.mkdir()
    (folder / "enquiry.conf").write_text(snippet, encoding="utf-8")
    with serve_site(name, folder, SITES[name].format(folder=folder, port=port, root=root), port):
        yield port


@contextmanager
def serve_site(name: str, folder: Path, site: str, port: int, within: tuple[str, ...] = ()) -> Iterator[None]:
    """Serve a site, and nothing else, until the end of the block; `within` goes before the command."""
    need("webserver")
    server = SERVERS[name]
    command = executable(name)
    settings = folder / "settings"
    settings.write_text(
        server.settings.format(folder=folder, port=port, site=site, user=_user(name), modules=_modules())
    )
    process = subprocess.Popen(
        [*within, command, *(each.format(folder=folder, settings=settings) for each in server.arguments)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "HOME": str(folder), "XDG_CONFIG_HOME": str(folder)},
    )
    try:

        def check() -> None:
            assert process.poll() is None, process.communicate()[1]

        until_it_answers(port, check)
        yield
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)


def _user(name: str) -> str:
    """Return the settings for a server that is started by root.

    Others may not read a temporary folder, so nginx keeps root's rights. Apache can't: what it serves has to
    be where everybody may read.
    """
    if os.geteuid() != 0:
        return ""
    return {"nginx": "user root;\n", "apache": "User www-data\nGroup www-data\n"}.get(name, "")


def _modules() -> str:
    """Return the lines by which Apache loads its modules."""
    return "\n".join(f"LoadModule {each}_module /usr/lib/apache2/modules/mod_{each}.so" for each in MODULES)


def free_ports(count: int) -> list[int]:
    """Return ports for servers that start later, below those that a system gives to whoever asks for any.

    So nobody has them meanwhile; each process of the tests begins elsewhere, and gives none out again soon.
    """
    return [*islice((port for port in PORTS if _is_free(port)), count)]


def _is_free(port: int) -> bool:
    with socket.socket() as probe, suppress(OSError):
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", port))
        return True
    return False


def until_it_answers(port: int, check: Callable[[], None]) -> None:
    """Wait until somebody listens on a port. Meanwhile `check` fails where nobody will."""

    def answers() -> bool:
        check()
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    until(answers, lambda: f"nobody answers on port {port}")
