"""Boxes of a graph: none lies on another, ways lead on, and the same graph is always drawn the same."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from takeover.present.html.layering import BESIDE, lay_out

WIDTH = 100
graphs = st.integers(1, 14).flatmap(
    lambda count: st.tuples(
        st.lists(st.integers(20, 300), min_size=count, max_size=count),
        st.sets(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=30),
    )
)


@given(graphs)
def test_no_box_lies_on_another_and_all_lie_inside(graph: tuple[list[int], set[tuple[int, int]]]) -> None:
    heights, edges = graph
    layout = lay_out(heights, WIDTH, edges)
    for one, other in combinations(range(len(heights)), 2):
        (x, y), (u, v) = layout.spots[one], layout.spots[other]
        assert x + WIDTH <= u or u + WIDTH <= x or y + heights[one] <= v or v + heights[other] <= y
    for (x, y), height in zip(layout.spots, heights, strict=False):
        assert 0 <= x <= layout.width - WIDTH
        assert 0 <= y <= layout.height - height


@given(graphs)
def test_ways_pass_boxes_in_columns_between(graph: tuple[list[int], set[tuple[int, int]]]) -> None:
    heights, edges = graph
    layout = lay_out(heights, WIDTH, edges)
    for (source, target), bends in layout.bends.items():
        columns = [spot.x // (WIDTH + BESIDE) for spot in (layout.spots[source], *bends, layout.spots[target])]
        assert columns in (sorted(columns), sorted(columns, reverse=True))
        for bend in bends:
            for box, height in enumerate(heights):
                x, y = layout.spots[box]
                assert bend.x != x or not y < bend.y < y + height


@given(graphs)
def test_the_same_graph_is_drawn_the_same(graph: tuple[list[int], set[tuple[int, int]]]) -> None:
    heights, edges = graph
    assert lay_out(heights, WIDTH, edges) == lay_out(heights, WIDTH, sorted(edges, reverse=True))


def test_a_chain_leads_to_the_right_and_a_cycle_is_cut() -> None:
    layout = lay_out([20] * 3, WIDTH, {(0, 1), (1, 2), (2, 0)})
    assert [spot.x for spot in layout.spots] == [0, WIDTH + BESIDE, 2 * (WIDTH + BESIDE)]
