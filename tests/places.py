"""Where things stand in the repository."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "cli"
PACKAGE = SOURCES / "takeover"

PURE_ROOMS = (
    *("source", "language", "matching", "engine", "handover", "transcripts"),
    *("lint", "replay", "tuning", "walk", "graph"),
)
"""Floors 0 to 4, and the rooms above them that are as pure. Some are not built yet."""
