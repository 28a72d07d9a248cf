"""Puts boxes into columns so that most edges lead to the right, and few cross: the layered layout of Sugiyama.

K. Sugiyama, S. Tagawa, M. Toda: Methods for Visual Understanding of Hierarchical System Structures (1981), in its
simplest form: cycles are cut by a depth-first walk, a box stands right of all that lead to it, and each column is
ordered by the mean place of its neighbours.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

BESIDE = 84
"""Room between two columns, for the edges."""
BELOW = 18
TALLEST = 1_600
"""A column that would be taller goes on in another beside it."""
SWEEPS = 6
THIN = 2
"""How tall the room is that an edge has beside a box."""
MOST_PASSING = 400
"""So many rooms for edges are made; in a larger graph the rest go behind the boxes."""
NONE = -1


class Spot(NamedTuple):
    """Where a box stands: its left upper corner."""

    x: int
    y: int


class Layout(NamedTuple):
    """Where the boxes stand, how large the whole is, and at which spots a way between two columns passes others."""

    spots: list[Spot]
    width: int
    height: int
    bends: Mapping[tuple[int, int], tuple[Spot, ...]]


def lay_out(heights: Sequence[int], width: int, edges: Collection[tuple[int, int]]) -> Layout:
    """Place boxes of one width and these heights; `edges` are pairs of boxes. Those without any stand below."""
    leading = sorted({(source, target) for source, target in edges if source != target})
    bound = {box for edge in leading for box in edge}
    spots = [Spot(0, 0)] * len(heights)
    right = bottom = 0
    bends: dict[tuple[int, int], tuple[Spot, ...]] = {}
    if bound:
        layers = _layer(len(heights), _cut(len(heights), leading), bound)
        chains, tall = _pass_by(layers, leading, heights)
        hops = [hop for chain in chains.values() for hop in pairwise(chain)]
        columns = _split(_order(layers, hops), tall)
        tallest = max(_height(column, tall) for column in columns)
        spots = [Spot(0, 0)] * len(tall)
        for place, column in enumerate(columns):
            x, y = place * (width + BESIDE), (tallest - _height(column, tall)) // 2
            for box in column:
                spots[box] = Spot(x, y)
                y += tall[box] + BELOW
        right, bottom = len(columns) * (width + BESIDE) - BESIDE, tallest
        bends = {edge: tuple(spots[box] for box in chain[1:-1]) for edge, chain in chains.items()}
    free = [box for box in range(len(heights)) if box not in bound]
    return Layout(*_shelve(free, heights, width, spots[: len(heights)], right, bottom), bends)


def _pass_by(
    layers: list[list[int]], edges: Sequence[tuple[int, int]], heights: Sequence[int]
) -> tuple[dict[tuple[int, int], list[int]], list[int]]:
    """Give each edge a thin box in every column that it passes, so that it has room there; add those to the columns.

    Give the boxes of each edge in their order, and the heights of all boxes.
    """
    place = {box: number for number, layer in enumerate(layers) for box in layer}
    tall = list(heights)
    chains: dict[tuple[int, int], list[int]] = {}
    most = MOST_PASSING
    for source, target in edges:
        first, last = place[source], place[target]
        stride = 1 if first < last else -1
        passed = list(range(first + stride, last, stride))
        most -= len(passed)
        chain = [source]
        for layer in passed if most >= 0 else ():
            layers[layer].append(len(tall))
            chain.append(len(tall))
            tall.append(THIN)
        chains[source, target] = [*chain, target]
    return chains, tall


def _shelve(
    free: Sequence[int], heights: Sequence[int], width: int, spots: list[Spot], right: int, bottom: int
) -> tuple[list[Spot], int, int]:
    """Put boxes that nothing is bound to in the shortest of some columns, below the others."""
    if not free:
        return spots, right, bottom
    beside = BELOW
    count = max(1, min(len(free), (max(right, 4 * (width + beside)) + beside) // (width + beside)))
    tops = [bottom + 2 * BELOW if bottom else 0] * count
    for box in free:
        place = tops.index(min(tops))
        spots[box] = Spot(place * (width + beside), tops[place])
        tops[place] += heights[box] + BELOW
    return spots, max(right, count * (width + beside) - beside), max(tops) - BELOW


def _cut(count: int, edges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Turn round the edges that close a cycle."""
    following: list[list[int]] = [[] for _ in range(count)]
    for source, target in edges:
        following[source].append(target)
    state = [0] * count  # 1: being walked, 2: done
    found: list[tuple[int, int]] = []
    for root in _begin(count, edges):
        if state[root]:
            continue
        state[root] = 1
        stack = [(root, iter(following[root]))]
        while stack:
            box, rest = stack[-1]
            target = next(rest, NONE)
            if target == NONE:
                state[box] = 2
                stack.pop()
                continue
            found.append((target, box) if state[target] == 1 else (box, target))
            if not state[target]:
                state[target] = 1
                stack.append((target, iter(following[target])))
    return found


def _begin(count: int, edges: Sequence[tuple[int, int]]) -> list[int]:
    """Give the boxes in the order in which the walk begins: first those that no edge leads to."""
    reached = {target for _, target in edges}
    return sorted(range(count), key=lambda box: (box in reached, box))


def _layer(count: int, edges: Sequence[tuple[int, int]], bound: Collection[int]) -> list[list[int]]:
    """Give the columns: each box right of all that lead to it."""
    before: list[list[int]] = [[] for _ in range(count)]
    following: list[list[int]] = [[] for _ in range(count)]
    for source, target in edges:
        before[target].append(source)
        following[source].append(target)
    layer = [0] * count
    missing = [len(sources) for sources in before]
    ready = [box for box in range(count) if not missing[box]]
    for box in ready:
        for target in following[box]:
            layer[target] = max(layer[target], layer[box] + 1)
            missing[target] -= 1
            if not missing[target]:
                ready.append(target)
    columns: list[list[int]] = [[] for _ in range(max(layer) + 1)]
    for box in range(count):
        if box in bound:
            columns[layer[box]].append(box)
    return columns


def _order(columns: list[list[int]], edges: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Order each column by the mean place of what its boxes are bound to, to and fro."""
    beside: dict[int, list[int]] = {}
    for source, target in edges:
        beside.setdefault(source, []).append(target)
        beside.setdefault(target, []).append(source)
    place = {box: number / len(column) for column in columns for number, box in enumerate(column)}
    for sweep in range(SWEEPS):
        for column in columns if sweep % 2 else reversed(columns):
            mean = {box: sum(place[other] for other in beside[box]) / len(beside[box]) for box in column}
            column.sort(key=lambda box: mean[box])
            place.update((box, number / len(column)) for number, box in enumerate(column))
    return columns


def _split(columns: Sequence[list[int]], heights: Sequence[int]) -> list[list[int]]:
    """Let a column that is too tall go on beside itself."""
    found: list[list[int]] = []
    for column in columns:
        taken = TALLEST
        for box in column:
            if taken + heights[box] > TALLEST:
                found.append([])
                taken = 0
            found[-1].append(box)
            taken += heights[box] + BELOW
    return found


def _height(column: Sequence[int], heights: Sequence[int]) -> int:
    return sum(heights[box] + BELOW for box in column) - BELOW
