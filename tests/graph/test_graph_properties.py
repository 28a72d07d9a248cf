"""The engine never does what the graph says cannot be: it comes to no other place, and what is sure is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from made_bots import LABELS, START, bots, link_made, moment, text
from takeover.engine.step import begin, step
from takeover.graph.assigned import Assigned
from takeover.graph.edges import build_graph
from takeover.graph.effects import QUESTION
from takeover.language.conversation import Position
from takeover.language.events import Answered, Chose, Event, Heard, Opened, Sent, Waited
from takeover.language.outputs import CallRequested, Captured, EmailRequested, Entered, TakeoverRequested, Warned

if TYPE_CHECKING:
    from takeover.engine.program import Program
    from takeover.language.conversation import Conversation
    from takeover.language.outputs import Output
    from takeover.source.span import Span

happened: st.SearchStrategy[Event] = st.one_of(
    st.builds(Heard, moment, text),
    st.builds(Heard, moment, text),
    st.builds(Chose, moment, st.sampled_from(LABELS)),
    st.builds(Sent, moment, st.sampled_from(("image", "location", "file")), st.just("https://x.example/a.png")),
    st.builds(Waited, moment),
)
talks = st.tuples(bots, st.lists(happened, min_size=1, max_size=8), st.integers(0, 1 << 32))


def without_resets(bot: Any) -> Any:
    """Take out what forgets params: what the user does between two inputs of a thread is not looked at."""
    if isinstance(bot, list):
        return [without_resets(part) for part in bot if not (isinstance(part, dict) and "reset" in part)]
    if isinstance(bot, dict):
        return {key: without_resets(value) for key, value in bot.items()}
    return bot


class Watched:
    """A talk, of which every place that the engine comes to is looked up."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.assigned = Assigned(build_graph(program))
        self.places: dict[Span, Position] = {
            action.span: Position(block.number, index)
            for block in program.blocks
            for index, action in enumerate(block.actions)
        }
        self.steps = {linked.address: linked.number for linked in program.steps}
        self.names: set[str] = set()

    def watch(self, before: Conversation, outputs: tuple[Output, ...]) -> None:
        self.names = {*before.params, *(f"user.{path}" for path in before.user)}
        assume(not any(isinstance(output, Warned) and output.problem.code == "endless-loop" for output in outputs))
        for output in outputs:
            if isinstance(output, Entered):
                self.compare(self.steps[f"{output.flow}/{output.step}"])
            elif isinstance(output, Captured):
                self.names.add(output.name)
            elif output.span in self.places:
                self.compare(self.places[output.span])

    def compare(self, node: int | Position) -> None:
        assert self.assigned.reached(node), node
        missing = self.assigned.before(node).must - self.names - {QUESTION}
        assert not missing, (node, missing)
        for name in self.assigned.gifts.keys() - self.names - {QUESTION}:
            assert not self.assigned.sure(node, name)
            assert self.assigned.witness(node, name) is not None, (node, name)


@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=40)
@given(talks)
def test_a_talk_comes_only_where_the_graph_does_and_finds_what_is_sure(talk: tuple[Any, list[Event], int]) -> None:
    bot, events, seed = talk
    program, problems = link_made(without_resets(bot))
    assert program is not None, problems
    watched = Watched(program)
    conversation = begin(program, "made", START, seed=seed)
    for number, event in enumerate([Opened(START), *events]):
        played = step(program, conversation, event)
        watched.watch(conversation, played.outputs)
        conversation = played.conversation
        for output in played.outputs:
            # A call is answered before the user goes on: what is said meanwhile is not looked at.
            settled = isinstance(output, CallRequested) or (number + seed) % 2
            if isinstance(output, TakeoverRequested | EmailRequested | CallRequested) and settled:
                outcome: Any = ("ok", "failed", "refused")[seed % 3]
                answered = step(program, conversation, Answered(event.at, output.id, outcome, 200, {"status": "x"}))
                watched.watch(conversation, answered.outputs)
                conversation = answered.conversation
