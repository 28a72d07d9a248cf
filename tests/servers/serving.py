"""What a desk that is a Python package is served with: an HTTP server of the standard library, a thread a request."""

from __future__ import annotations

from socketserver import ThreadingMixIn
from typing import TYPE_CHECKING
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication


class Threaded(ThreadingMixIn, WSGIServer):
    """A server that answers while another answer is being made."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """Writes no line a request."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the base class gives it
        """Say nothing."""


def serve(application: WSGIApplication, port: int) -> None:
    """Serve an application on a loopback port until the process is killed."""
    make_server("127.0.0.1", port, application, server_class=Threaded, handler_class=Quiet).serve_forever()
