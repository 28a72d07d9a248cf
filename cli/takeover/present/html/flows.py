"""The flows of a bot as a graph: a box for each with its steps, and the ways between them, marked where taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.engine.program import TOP
from takeover.graph.edges import build_graph
from takeover.language.triggers.contains import WhenContains
from takeover.language.triggers.event import WhenEvent
from takeover.language.triggers.intent import WhenIntent
from takeover.language.triggers.pattern import WhenPattern
from takeover.language.triggers.text import WhenText
from takeover.present.html.layering import Spot, lay_out
from takeover.present.html.parts import NOTHING, Html, hidden, tag
from takeover.present.places import write_place
from takeover.present.width import cut
from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from takeover.engine.program import LinkedStep
    from takeover.graph.edges import Why
    from takeover.language.triggers.trigger import Trigger
    from takeover.present.html.layering import Layout
    from takeover.replay.coverage import Covered

WIDTH = 216
HEAD = 34
ROW = 20
MARGIN = 14
MOST_STEPS = 90
"""With more steps the boxes are shut, so that the whole can still be looked over."""
LETTERS = 24
CROSSING: tuple[Why, ...] = ("goto", "event", "choice")
"""Edges that lead from one step into another."""


class Way(NamedTuple):
    """A way from a step to another, by their numbers."""

    source: int
    target: int
    why: Why
    taken: bool


class Box(NamedTuple):
    """A flow with its steps."""

    number: int
    name: str
    steps: tuple[LinkedStep, ...]
    taken: int

    def height(self, *, opened: bool) -> int:
        """Give how tall its box is."""
        return HEAD + (ROW * len(self.steps) + 8 if opened else 0)


def write_flows(covered: Covered, number: int) -> Html:
    """Write the graph of a bot, and below it the same as lists; `number` is the bot's own in the report."""
    boxes, ways = _find_boxes(covered), _find_ways(covered)
    opened = len(covered.program.steps) <= MOST_STEPS
    home = {step.number: box.number for box in boxes for step in box.steps}
    edges = {(home[way.source], home[way.target]) for way in ways}
    layout = lay_out([box.height(opened=opened) for box in boxes], WIDTH, edges)
    width, height = layout.width, layout.height
    drawing = tag(
        "svg",
        tag("title", f"The flows of {covered.bot}, and the ways between them"),
        *_draw_ways(ways, boxes, home, layout, opened=opened),
        *(_draw_box(box, layout.spots[box.number], covered, number, opened=opened) for box in boxes),
        viewBox=f"{-MARGIN} {-MARGIN} {width + 2 * MARGIN} {height + 2 * MARGIN}",
        width=width + 2 * MARGIN,
        height=height + 2 * MARGIN,
        class_="graph",
        role="group",
        aria_label=f"Flows of {covered.bot}",
    )
    lists = [_list(box, ways, covered, number) for box in boxes]
    return tag(
        "div",
        tag("div", drawing, class_="wide canvas", tabindex="0", role="group", aria_label=f"Graph of {covered.bot}"),
        tag("div", *lists, class_="flows"),
    )


def _find_boxes(covered: Covered) -> list[Box]:
    steps: dict[str, list[LinkedStep]] = {}
    for step in covered.program.steps:
        steps.setdefault(step.flow, []).append(step)
    return [
        Box(number, name, tuple(inside), sum(_was(step, covered) for step in inside))
        for number, (name, inside) in enumerate(steps.items())
    ]


def _was(step: LinkedStep, covered: Covered) -> bool:
    return ("step", step.span, 0) in covered.taken


def _find_ways(covered: Covered) -> list[Way]:
    program, graph = covered.program, build_graph(covered.program)
    found: dict[tuple[int, int], Way] = {}
    for place, edges in graph.leaving.items():
        source = program.steps[program.blocks[place.block].step]
        for edge in edges:
            if edge.why in CROSSING:
                _add(found, source, program.steps[program.blocks[edge.target.block].step], edge.why, covered)
        for stop in graph.stops[place]:
            if stop.enters is not None and stop.why in CROSSING:
                _add(found, source, program.steps[stop.enters], stop.why, covered)
    return list(found.values())


def _add(found: dict[tuple[int, int], Way], source: LinkedStep, target: LinkedStep, why: Why, covered: Covered) -> None:
    taken = (f"from {source.address}", target.span, 0) in covered.taken
    found.setdefault((source.number, target.number), Way(source.number, target.number, why, taken))


def _draw_ways(
    ways: Sequence[Way], boxes: Sequence[Box], home: Mapping[int, int], layout: Layout, *, opened: bool
) -> Iterator[Html]:
    """Draw the ways between flows; those that begin and end at the same heights are one."""
    rows = {step.number: row for box in boxes for row, step in enumerate(box.steps)}
    drawn: dict[tuple[int, int, int, int], bool] = {}
    for way in ways:
        begin, end = (HEAD + ROW * rows[number] + ROW // 2 if opened else HEAD // 2 for number in way[:2])
        line = home[way.source], begin, home[way.target], end
        drawn[line] = drawn.get(line, False) or way.taken
    for (source, begin, target, end), taken in sorted(drawn.items(), key=lambda one: one[1]):  # the taken lie on top
        if source == target:
            continue
        first, last = layout.spots[source], layout.spots[target]
        yield from _draw_way(
            Spot(first.x, first.y + begin), layout.bends.get((source, target), ()), Spot(last.x, last.y + end), taken
        )


def _draw_way(first: Spot, bends: Sequence[Spot], last: Spot, taken: bool) -> Iterator[Html]:  # noqa: FBT001 - how it looks
    """Draw from one box to another: into its left side where that lies to the right, else into its right side."""
    onward = last.x > first.x
    tip = last.x if onward else last.x + WIDTH
    here = Spot(first.x + WIDTH if onward or first.x == last.x else first.x, first.y)
    path = f"M{here.x} {here.y}"
    for bend in bends:
        near, far = (bend.x, bend.x + WIDTH) if onward else (bend.x + WIDTH, bend.x)
        path += f"{_curve(here, Spot(near, bend.y))}H{far}"
        here = Spot(far, bend.y)
    back = -6 if onward else 6
    path += _loop(here, last.y) if first.x == last.x else _curve(here, Spot(tip + back, last.y))
    marked = " taken" if taken else ""
    yield tag("path", d=path, class_=f"way{marked}")
    yield tag("path", d=f"M{tip} {last.y}l{7 if back > 0 else -7} -4v8z", class_=f"tip{marked}")


def _curve(here: Spot, there: Spot) -> str:
    half = (here.x + there.x) // 2
    return f"C{half} {here.y} {half} {there.y} {there.x} {there.y}"


def _loop(here: Spot, y: int) -> str:
    """Lead back into the column that it comes from."""
    return f"C{here.x + 56} {here.y} {here.x + 56} {y} {here.x + 6} {y}"


def _draw_box(box: Box, spot: Spot, covered: Covered, number: int, *, opened: bool) -> Html:
    x, y = spot
    height = box.height(opened=opened)
    whole = box.taken == len(box.steps)
    share = (WIDTH - 2) * box.taken // len(box.steps) if box.steps else 0
    state = "whole" if whole else "part" if box.taken else "none"
    rows = [_draw_row(step, x, y + HEAD + ROW * row, covered) for row, step in enumerate(box.steps)] if opened else []
    return tag(
        "a",
        tag("rect", x=x, y=y, width=WIDTH, height=height, rx=9, class_="box"),
        tag("rect", x=x + 1, y=y + HEAD - 4, width=WIDTH - 2, height=2, class_="rail"),
        tag("rect", x=x + 1, y=y + HEAD - 4, width=share, height=2, class_="level"),
        tag("text", cut(box.name, LETTERS), x=x + 12, y=y + 19, class_="flowname"),
        tag("text", f"{box.taken}/{len(box.steps)}", x=x + WIDTH - 12, y=y + 19, class_="share", text_anchor="end"),
        *rows,
        href=f"#b{number}f{box.number}",
        class_=state,
    )


def _draw_row(step: LinkedStep, x: int, y: int, covered: Covered) -> Html:
    taken = _was(step, covered)
    depth = step.name.count(".") if step.parent != TOP else 0
    inset = min(depth, 4) * 12
    return tag(
        "g",
        tag("circle", cx=x + 17 + inset, cy=y + ROW // 2, r=4),
        tag("text", cut(_called(step), LETTERS + 2 - 2 * min(depth, 4)), x=x + 28 + inset, y=y + ROW // 2 + 4),
        class_="step taken" if taken else "step",
    )


def _called(step: LinkedStep) -> str:
    """Call a step by its name; one without, by its place and what it listens to first."""
    if step.step.name is not None:
        return step.name
    listens = next((_hint(trigger) for trigger in step.step.triggers), "")
    return f"{step.name}  {listens}".rstrip()


def _hint(trigger: Trigger) -> str:
    """Say what a trigger listens to: its first example or event, else its kind."""
    match trigger:
        case (
            WhenText(examples=(first, *_))
            | WhenContains(words=(first, *_))
            | WhenEvent(names=(first, *_))
            | WhenIntent(names=(first, *_))
            | WhenPattern(patterns=(first, *_))
        ):
            return first.text
        case _:
            return type(trigger).__name__.removeprefix("When").lower()


def _list(box: Box, ways: Sequence[Way], covered: Covered, number: int) -> Html:
    """Write a flow as a list: its steps with their places, and where each leads."""
    leaving: dict[int, list[Way]] = {}
    for way in ways:
        leaving.setdefault(way.source, []).append(way)
    steps = covered.program.steps
    items = []
    for step in box.steps:
        taken = _was(step, covered)
        ahead = ", ".join(
            f"{steps[way.target].address}{'' if way.taken else ' (not taken)'}" for way in leaving.get(step.number, ())
        )
        items.append(
            tag(
                "li",
                tag("span", "●" if taken else "○", class_="sign", aria_hidden="true"),
                hidden("taken: " if taken else "not taken: "),
                tag("span", _called(step)),
                tag("span", write_place(step.span), class_="place"),
                tag("span", f"→ {ahead}", class_="ahead") if ahead else NOTHING,
                class_="taken" if taken else "missed",
            )
        )
    summary = tag("summary", tag("span", box.name), tag("span", f"{box.taken}/{len(box.steps)}", class_="share"))
    return tag("details", summary, tag("ul", *items, class_="steps plain"), id=f"b{number}f{box.number}")
