"""A process that serves a Roundup tracker: `roundup_child.py HOME PORT`. Its own server refuses to run as root."""

from __future__ import annotations

import sys

from roundup.cgi.wsgi_handler import RequestDispatcher

from servers.serving import serve

serve(RequestDispatcher(sys.argv[1]), int(sys.argv[2]))
