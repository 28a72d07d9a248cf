"""What holds for every bot: rules never raise, say the same again, and tell of places and ways that are there."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from hypothesis import HealthCheck, given, settings

from made_bots import bots, nodes
from takeover.engine.link import link_anyway
from takeover.graph.arcs import ENTERING
from takeover.graph.assigned import Assigned
from takeover.graph.edges import build_graph
from takeover.language.bot import read_bot
from takeover.lint.rules import LINT
from takeover.lint.run import check
from takeover.source.diagnostic import Problems

some = settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=40)
WALKED = {"no-person", "person-out-of-reach", "proof-incomplete", "unknown-goes-round"}
"""What walks through the bot has its own properties, and takes its time."""


def rename(part: Any) -> Any:
    """Misspell names, so that they lead nowhere."""
    if isinstance(part, dict):
        return {key: "Mian" if key == "goto" else rename(value) for key, value in part.items()}
    if isinstance(part, list):
        return [rename(inner) for inner in part]
    return "GREN" if part == "GREEN" else part


@some
@given(bots)
def test_rules_say_the_same_twice_in_order_and_in_the_file(bot: Any) -> None:
    problems = Problems()
    program = link_anyway(read_bot([nodes(bot)], problems), problems)
    found = check(program, {"made.yaml": ""}, select=LINT.keys() - WALKED)
    again = check(program, {"made.yaml": ""}, select=LINT.keys() - WALKED)
    assert found == again
    assert list(found) == sorted(set(found), key=lambda problem: (problem.span, problem.code, problem.message))
    for problem in found:
        assert problem.code in LINT
        assert problem.span.file == "made.yaml"
        assert problem.message
        assert all(related.span.file == "made.yaml" for related in problem.related)


@some
@given(bots)
def test_rules_run_beside_names_that_lead_nowhere(bot: Any) -> None:
    problems = Problems()
    program = link_anyway(read_bot([nodes(rename(bot))], problems), problems)
    check(program, {}, select=LINT.keys() - WALKED)


@some
@given(bots)
def test_a_way_without_a_name_can_be_gone(bot: Any) -> None:
    problems = Problems()
    program = link_anyway(read_bot([nodes(bot)], problems), problems)
    graph = build_graph(program)
    assigned = Assigned(graph)
    for place in graph.leaving:
        for name in assigned.gifts:
            way = assigned.witness(place, name)
            if not way:
                continue
            assert not assigned.sure(place, name)
            assert way[-1].target == place
            for edge, then in pairwise(way):
                assert edge.target == then.source
            for edge in way:
                into_nothing = edge.why in ENTERING and edge.target.index == 0 and edge.target not in graph.leaving
                assert edge.why == "follow-up" or into_nothing or edge in graph.leaving[edge.source]
