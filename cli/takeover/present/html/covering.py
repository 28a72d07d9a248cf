"""Coverage in the report: a table of all bots, what was not taken, and the flows line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.present.coverage import write_rate
from takeover.present.html.parts import NOTHING, Html, hidden, tag
from takeover.present.places import write_place
from takeover.replay.coverage import HANDOVER, KINDS
from takeover.replay.lines import count_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from takeover.replay.coverage import Counted, Covered
    from takeover.replay.lines import FileLines

LONGEST = 400_000
"""Characters of a file that is shown line by line; of a longer one only the lines that were missed."""


def write_table(covered: Sequence[Covered]) -> Html:
    """Write how much of each bot was taken, by kind."""
    every = [one for bot in covered for one in bot.counted]
    kinds = [kind for kind in KINDS if any(one.kind == kind for one in every)]
    rows = [_row(bot.bot, bot.counted, kinds) for bot in covered]
    if len(rows) > 1:
        rows.append(_row("all", every, kinds))
    heads = ("Bot", "All", "Ways to a person", *(kind.capitalize() for kind in kinds))
    table = tag(
        "table",
        tag("caption", hidden("Coverage by bot and kind")),
        tag("thead", tag("tr", *(tag("th", head, scope="col") for head in heads))),
        tag("tbody", *rows),
        class_="numbers",
    )
    return tag("div", table, class_="wide", tabindex="0", role="group", aria_label="Coverage by bot and kind")


def _row(name: str, counted: Sequence[Counted], kinds: Sequence[str]) -> Html:
    to_person = [one for one in counted if one.kind in HANDOVER]
    return tag(
        "tr",
        tag("th", name, scope="row"),
        *(tag("td", write_rate(some), class_=_tone(some)) for some in (counted, to_person)),
        *(_cell([one for one in counted if one.kind == kind]) for kind in kinds),
    )


def _cell(counted: Sequence[Counted]) -> Html:
    taken = sum(one.taken for one in counted)
    return tag("td", f"{taken}/{len(counted)}" if counted else "–", class_=_tone(counted))


def _tone(counted: Sequence[Counted]) -> str | None:
    return None if not counted else "good" if all(one.taken for one in counted) else "short"


def write_missed(covered: Covered) -> Html:
    """Write what of a bot was not taken."""
    missed = [one for one in covered.counted if not one.taken]
    if not missed:
        return NOTHING
    items = [
        tag(
            "li",
            tag("span", one.kind, class_="tag"),
            " ",
            one.name,
            " ",
            tag("span", write_place(one.span), class_="place"),
        )
        for one in missed
    ]
    summary = tag("summary", tag("span", "Not taken"), tag("span", str(len(missed)), class_="share"))
    return tag("details", summary, tag("ul", *items, class_="plain missed"), open=True)


def write_files(covered: Covered, sources: Mapping[str, str]) -> Iterator[Html]:
    """Write the files of a bot, each with its lines, folded."""
    for file, lines in count_lines(covered).items():
        taken = sum(lines.lines.values())
        share = f"{taken}/{len(lines.lines)} lines"
        summary = tag("summary", tag("span", file), tag("span", share, class_="share"))
        if file in sources:
            yield tag("details", summary, _write_lines(sources[file], lines), class_="source")


def _write_lines(source: str, lines: FileLines) -> Html:
    """Write the text of a file; each line that can be taken says by a sign whether it was."""
    whole = len(source) <= LONGEST
    written = [
        _write_line(number, text, lines.lines.get(number))
        for number, text in enumerate(source.rstrip("\n").split("\n"), 1)
        if whole or lines.lines.get(number) is False
    ]
    return tag("pre", tag("code", *written), tabindex="0", role="group", aria_label="Lines")


def _write_line(number: int, text: str, taken: bool | None) -> Html | str:  # noqa: FBT001 - None: it cannot be taken
    sign = " " if taken is None else "✓" if taken else "✗"
    line = f"{number:>5} {sign} {text}\n"
    return line if taken is None else tag("span", line, class_="hit" if taken else "miss")
