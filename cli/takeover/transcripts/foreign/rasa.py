"""Carries over Rasa's stories and end-to-end tests: `stories:` (also in `tests/`), and `test_cases:` of Rasa Pro.

Shapes: "Stories", "Testing Your Assistant", "Test Cases Reference" and "Assertions Reference" in Rasa's documentation
(rasa.com/docs). A response (`utter_…`) is expected as the domain beside it words it, and an intent without a text is
said with its first NLU example. Our bots have no intents: that an input is understood is expected, and which intent it
was stays as a comment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.source.nodes import Entry, Items, Node, Scalar
from takeover.source.regex import regex
from takeover.transcripts.foreign.comments import yaml_comments
from takeover.transcripts.foreign.rasa_assertions import expect_slots, expect_utterance, read_assertion
from takeover.transcripts.foreign.rasa_project import Project, find_annotations, plain, read_rasa_project
from takeover.transcripts.foreign.talk import Talk, scalar, word
from takeover.transcripts.foreign.trees import entries_of, find, has, items_of, others, tell, text_at

if TYPE_CHECKING:
    from takeover.transcripts.foreign.comments import Comments
    from takeover.transcripts.foreign.talk import Source

TOP = frozenset({"version", "stories", "test_cases", "fixtures", "metadata", "nlu", "responses", "rules", "domain"})
ELSE = frozenset(
    {
        "intents",
        "entities",
        "slots",
        "actions",
        "forms",
        "session_config",
        "e2e_actions",
        "config",
        "stub_custom_actions",
    }
)
FALLBACKS = frozenset({"nlu_fallback", "out_of_scope"})
PLUMBING = frozenset({"action_listen", "action_session_start", "action_unlikely_intent"})
SHORTCUT = regex(r"/(\w+)(?:\{[^{}]*\})?")
"""An intent that is sent in the place of a text: `/greet{"name": "Jane"}`."""
UTTER = regex(r"utter_\w+")


def is_rasa(node: Node) -> bool:
    """Say whether a tree holds stories or test cases."""
    stories = [*items_of(find(node, "stories")), *items_of(find(node, "test_cases"))]
    return any(has(one, "story", "test_case", "steps") for one in stories)


def read_rasa(source: Source) -> list[Talk]:
    """Read every story and test case of a file."""
    assert isinstance(source.project, Project)
    project = read_rasa_project([source]).over(source.project)
    comments = yaml_comments(source.text, source.node)
    talks: list[Talk] = []
    for kind, name in (("stories", "story"), ("test_cases", "test_case")):
        for node in items_of(find(source.node, kind)):
            talk = Talk(scalar(text_at(node, name) or name, node.span))
            _Story(talk, project, comments).read(node, name)
            talks.append(talk)
    for entry in others(source.node, [*TOP, *ELSE]):
        if talks:
            talks[0].lose(f'"{entry.key.text}"', entry.key.span)
    if has(source.node, "rules") and talks:
        talks[0].aside("rules, which are no conversations", source.node.span if source.node else talks[0].name.span)
    if talks:
        comments.rest(talks[-1])
    return talks


class _Story:
    def __init__(self, talk: Talk, project: Project, comments: Comments) -> None:
        self.talk = talk
        self.project = project
        self.comments = comments

    def read(self, node: Node, name: str) -> None:
        for fixture in items_of(find(node, "fixtures")):
            self._fixture(fixture)
        for entry in others(node, (name, "steps", "fixtures")):
            self.talk.aside(f"{entry.key.text}: {tell(entry.value)}", entry.key.span)
        for one in items_of(find(node, "steps")):
            self.comments.move(self.talk, one.span.line)
            self._step(one)

    def _fixture(self, fixture: Node) -> None:
        slots = self.project.fixtures.get(tell(fixture))
        if slots is None:
            self.talk.lose(f'the fixture "{tell(fixture)}", which nobody defines', fixture.span)
            return
        for slot in slots:
            if isinstance(slot.value, Scalar):
                self.talk.params.append(
                    Entry(scalar(slot.key.text, fixture.span), scalar(slot.value.text, fixture.span))
                )
            else:
                self.talk.lose(f"the slot {slot.key.text}: {tell(slot.value)}", slot.key.span)

    def _step(self, step: Node) -> None:
        if isinstance(step, Scalar | Items) or not entries_of(step):
            self.talk.lose(f'"{tell(step)}"', step.span)
            return
        rest = [entry for entry in entries_of(step) if not self._known(step, entry)]
        for entry in rest:
            self.talk.lose(f"{entry.key.text}: {tell(entry.value)}", entry.key.span)

    def _known(self, step: Node, entry: Entry) -> bool:
        """Carry one entry of a step; False where nobody knows it."""
        value, span = entry.value, entry.key.span
        text = value.text if isinstance(value, Scalar) else None
        match entry.key.text:
            case "user" if text is not None:
                self._user(text, entry)
            case "intent" if text is not None:
                self._intent(step, text, entry)
            case "bot" if text is not None:
                self.talk.bot(text, span)
            case "utter" if text is not None:
                expect_utterance(self.talk, self.project, text, span)
            case "action" if text is not None:
                self._action(text, entry)
            case "slot_was_set" | "slot_was_not_set":
                expect_slots(self.talk, value, span, unset=entry.key.text == "slot_was_not_set")
            case "assertions":
                for one in items_of(value):
                    read_assertion(self.talk, self.project, one)
            case "metadata" | "assertion_order_enabled" | "active_loop":
                self.talk.aside(f"{entry.key.text}: {tell(value)}", span)
            case "entities":
                self._entities(step, value)
            case _:
                return False
        return True

    def _user(self, text: str, entry: Entry) -> None:
        span = entry.value.span
        said = text.strip()
        shortcut = SHORTCUT.fullmatch(said)
        if shortcut is not None:
            self._example(shortcut[1], shortcut[1], entry)
            self.talk.aside(f"that the intent is sent as {said}", span)
            return
        self.talk.user(plain(said), span)
        for annotation in find_annotations(said):
            self.talk.aside(f"the entity {annotation}", span)

    def _intent(self, step: Node, intent: str, entry: Entry) -> None:
        span = entry.value.span
        name = intent.partition("/")[0].strip()
        if not has(step, "user") and not self._example(intent, name, entry):
            return
        self.talk.turn("unknown", word("true" if name in FALLBACKS else "false", span), span)
        self.talk.aside(f"the intent {intent}", span)

    def _example(self, intent: str, name: str, entry: Entry) -> bool:
        """Let the user say an example of an intent; False, and noted, where there is none."""
        example = self.project.examples.get(intent, self.project.examples.get(name))
        if example is None:
            self.talk.lose(f'the intent "{intent}": no NLU example of it lies beside', entry.value.span)
            return False
        self.talk.user(example, entry.value.span)
        return True

    def _entities(self, step: Node, value: Node) -> None:
        """Entities beside an intent: values that its example need not hold."""
        for one in items_of(value):
            if has(step, "user"):
                self.talk.aside(f"the entity {tell(one)}", one.span)
            else:
                self.talk.lose(f"the entity {tell(one)}: the example that is said may hold another", one.span)

    def _action(self, name: str, entry: Entry) -> None:
        span = entry.value.span
        if UTTER.fullmatch(name):
            expect_utterance(self.talk, self.project, name, span)
        elif name in PLUMBING:
            self.talk.comment(f"action: {name}")
        elif name == "action_default_fallback":
            self.talk.turn("unknown", word("true", span), span)
        else:
            self.talk.lose(f"the action {name}", span)
