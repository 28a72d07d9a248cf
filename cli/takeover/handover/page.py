"""A payload as a page: the HTML of a ticket, the Markdown of a file. Nothing that a user wrote is markup in either."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from takeover.handover.letter import (
    LAST,
    UNSEEN,
    list_contact,
    list_facts,
    list_parameters,
    say_line,
    title_talk,
    write_origin,
)
from takeover.handover.writing import text_at, texts_at, value_at
from takeover.source.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from takeover.language.values import Json

STYLE = "font-family: sans-serif; font-size: 14px; line-height: 1.4; color: #1a1a1a"
CELL = "text-align: left; vertical-align: top; padding: 1px 14px 1px 0; font-weight: normal"
MARKUP = regex(r"([\\`*_{}\[\]<>()#+.!|~&-])")
"""What Markdown (CommonMark) may read as more than itself."""
WHO = {"user": "#0b57d0", "bot": "#5f6368", "agent": "#137333"}


def write_html(payload: Json) -> str:
    """Write the page, with no script, no picture and nothing that is loaded from elsewhere."""
    language = escape(text_at(payload, "conversation.language"), quote=True)
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f"<title>{_text(text_at(payload, 'subject'))}</title></head>\n"
        f'<body style="{STYLE}">\n{write_inside(payload)}\n</body></html>\n'
    )


def write_inside(payload: Json, count: int = LAST) -> str:
    """Write what is inside the page, for a page of others; with the last `count` messages."""
    notes = "".join(f"<li>{_text(note)}</li>" for note in texts_at(payload, "notes"))
    parts = (
        f"<p><b>{_text(text_at(payload, 'summary'))}</b></p>",
        _table(list_facts(payload)),
        _section("Contact", _table(list_contact(payload))),
        _section("What the bot knows", _table(list_parameters(payload))),
        _section("Notes for the agent", f"<ul>{notes}</ul>" if notes else ""),
        _section(title_talk(payload, count), _talk(payload, count)),
        f'<p style="color: #5f6368; font-size: 12px">{_text(write_origin(payload))}</p>',
    )
    return "\n".join(filter(None, parts))


def write_markdown(payload: Json) -> str:
    """Write the whole payload as Markdown: the facts as lists, and all of the talk."""
    lines = [f"# {write_plain(text_at(payload, 'subject'))}", "", write_plain(text_at(payload, "summary")), ""]
    for title, rows in (
        ("", list_facts(payload)),
        ("Contact", list_contact(payload)),
        ("What the bot knows", list_parameters(payload)),
    ):
        listed = [f"- **{write_plain(label)}**: {write_plain(text)}" for label, text in rows if text.strip()]
        lines += [*([f"## {title}", ""] if title and listed else []), *listed, *([""] if listed else [])]
    notes = [f"- {write_plain(note)}" for note in texts_at(payload, "notes")]
    lines += ["## Notes for the agent", "", *notes, ""] if notes else []
    lines += ["## The talk (times in UTC)", ""]
    for line in _lines(payload):
        who = text_at(line, "name") or text_at(line, "role")
        said = write_plain(say_line(line), quote=True)
        lines += [f"**{write_plain(who)}**, {text_at(line, 'at')[11:16]}", "", f"> {said}", ""]
    return "\n".join((*lines, "---", "", write_plain(write_origin(payload)))) + "\n"


def _lines(payload: Json) -> list[Json]:
    found = value_at(payload, "transcript")
    return found if isinstance(found, list) else []


def _talk(payload: Json, count: int) -> str:
    rows = "".join(_row(line) for line in (_lines(payload)[-count:] if count else []))
    return f"<table>{rows}</table>" if rows else ""


def _row(line: Json) -> str:
    role = text_at(line, "role")
    cells = (
        f'<td style="{CELL}; color: #5f6368">{_text(text_at(line, "at")[11:16])}</td>',
        f'<td style="{CELL}; color: {WHO.get(role, "#1a1a1a")}">{_text(role)}</td>',
        f'<td style="{CELL}">{_text(say_line(line))}</td>',
    )
    return f"<tr>{''.join(cells)}</tr>\n"


def _table(rows: Iterable[tuple[str, str]]) -> str:
    written = "".join(_pairs(rows))
    return f"<table>{written}</table>" if written else ""


def _pairs(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    for label, text in rows:
        if text.strip():
            head = f'<th style="{CELL}; color: #5f6368">{_text(label)}</th>'
            yield f'<tr>{head}<td style="{CELL}">{_text(text)}</td></tr>\n'


def _section(title: str, html: str) -> str:
    return f"<h3>{_text(title)}</h3>\n{html}" if html else ""


def _text(text: str) -> str:
    shown = UNSEEN.sub("\ufffd", text.replace("\r\n", "\n"))
    return escape(shown, quote=True).replace("\n", "<br>\n")


def write_plain(text: str, *, quote: bool = False) -> str:
    """Write a text that no reader of Markdown takes for more than itself."""
    shown = UNSEEN.sub("\ufffd", text.replace("\r\n", "\n"))
    lines = [MARKUP.sub(r"\\\1", line.strip()) for line in shown.splitlines()]
    return ("\\\n> " if quote else "\\\n").join(lines)
