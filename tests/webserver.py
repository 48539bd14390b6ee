"""A real nginx, as Debian packages it, for the tests that need one."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.needs import need

MIME = Path("/etc/nginx/mime.types")
SETTINGS = """{user}daemon off;
worker_processes 1;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ }}
http {{
    include {mime};
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
    server {{
        listen 127.0.0.1:{port};
        root {root};
        include {folder}/enquiry.conf;
    }}
}}
"""


def executable() -> str | None:
    """The machine's nginx, which is where only an administrator's path leads."""
    return os.environ.get("ENQUIRY_NGINX") or shutil.which(
        "nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
    )


@contextmanager
def nginx(folder: Path, root: Path, snippet: str) -> Iterator[int]:
    """Serve a folder with a snippet in the server's block, and nothing else; the port."""
    need("webserver")
    command = executable()
    assert command is not None, (
        "There is no nginx here: `apt-get install nginx-light` brings one, or name it in ENQUIRY_NGINX."
    )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    folder.mkdir()
    (folder / "enquiry.conf").write_text(snippet, encoding="utf-8")
    # As root, it would hand its work to somebody who may not read a temporary folder.
    settings = SETTINGS.format(
        user="user root;\n" if os.geteuid() == 0 else "", folder=folder, mime=MIME, port=port, root=root
    )
    (folder / "nginx.conf").write_text(settings, encoding="utf-8")
    process = subprocess.Popen(
        [command, "-e", str(folder / "error.log"), "-p", str(folder), "-c", str(folder / "nginx.conf")],
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        _until_it_answers(process, port)
        yield port
    finally:
        process.terminate()
        process.communicate(timeout=20)


def _until_it_answers(process: subprocess.Popen[str], port: int) -> None:
    end = time.monotonic() + 20
    while True:
        assert process.poll() is None, process.communicate()[1]
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert time.monotonic() < end, "nginx does not answer"
        time.sleep(0.02)
