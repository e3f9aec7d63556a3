"""A small static server as hosts have them: compression, index files, and the site's own page for what is missing."""

from __future__ import annotations

import gzip
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

_TEXT = {".html", ".css", ".js", ".json", ".svg", ".xml", ".csv", ".txt"}
mimetypes.add_type("font/woff2", ".woff2")


@contextmanager
def serving(site: Path, prefix: str = "/") -> Iterator[str]:
    """Serve the folder ``site`` below the path ``prefix``; gives the address, with a slash at its end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(site.resolve(), prefix))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{prefix}"
    finally:
        server.shutdown()
        server.server_close()


def _handler(site: Path, prefix: str) -> type[BaseHTTPRequestHandler]:
    @cache
    def compressed(path: Path) -> bytes:
        return gzip.compress(path.read_bytes(), 9, mtime=0)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:  # the name is given by the base class
            path, status = self._find()
            if status == 301:
                self.send_response(301)
                self.send_header("Location", urlsplit(self.path).path + "/")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            packed = path.suffix in _TEXT and "gzip" in self.headers.get("Accept-Encoding", "")
            body = compressed(path) if packed else path.read_bytes()
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            self.send_response(status)
            self.send_header("Content-Type", kind + ("; charset=utf-8" if kind.startswith("text/") else ""))
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "max-age=31536000")
            if packed:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(body)

        def _find(self) -> tuple[Path, int]:
            address = unquote(urlsplit(self.path).path)
            place = (site / address.removeprefix(prefix).lstrip("/")).resolve()
            if address.startswith(prefix) and place.is_relative_to(site):
                if place.is_dir() and not address.endswith("/"):
                    return place, 301
                found = place / "index.html" if place.is_dir() else place
                if found.is_file():
                    return found, 200
            return site / "404.html", 404

        def log_message(self, format: str, *values: object) -> None:
            """Quiet: a test says itself what it saw."""

    return Handler
