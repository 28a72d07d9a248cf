"""YAML with its places kept: one walk over libyaml's events, no object in between, every scalar a text.

The C parser is needed: PyYAML's wheels carry it, and its pure one reads other YAML (it fails at `{ask: Your name?}`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from takeover.loading.anchors import Anchored, Anchors
from takeover.loading.broken import braced, quoted
from takeover.loading.characters import refuse_characters
from takeover.loading.collector import collector_paused
from takeover.loading.keys import MERGE, judge_key
from takeover.loading.libyaml import import_yaml
from takeover.loading.marked import IN_BLOCKS, STYLES, read_marked, refuse_tag
from takeover.loading.places import Places
from takeover.loading.plain import warn_plain
from takeover.loading.syntax import BRACES_MESSAGE, explain
from takeover.source.diagnostic import Related
from takeover.source.nodes import Entry, Fields, Items, Node, Scalar
from takeover.source.regex import regex
from takeover.source.span import NOWHERE, Span

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn

    from takeover.loading.yaml_events import AliasEvent, BeginEvent, Event, ScalarEvent
    from takeover.source.diagnostic import Problems

DEEPEST = 60
"""Lists and fields within each other. Readers call themselves for each, and Python allows about a thousand calls."""

SEVERAL_FLOWS = "keep one of them; several flows in a file are items of a list: flows:"
FLATTER = "put what lies deepest elsewhere, such as in a flow of its own, and go to it"
BRACES = regex(r"\{\{[^{}\n]*\}\}")


class ParserMissingError(RuntimeError):
    """PyYAML was installed without libyaml."""


class _StopReading(Exception):  # noqa: N818 - a signal inside this file: what is wrong has been noted
    """What follows cannot be understood."""


def read_tree(text: str, file: str, problems: Problems) -> Node | None:
    """Read a YAML file; give None after saying what is wrong with it, or that it is empty.

    What keeps the rest from being understood is one problem and the end. A duplicate key, a merge key, a tag and an
    unquoted `{{ name }}` are noted, and reading goes on as if they had been written well. Raises ParserMissingError.
    """
    yaml = import_yaml()
    if not hasattr(yaml, "CLoader"):
        raise ParserMissingError("PyYAML was installed without its C parser; its wheels carry it")
    if refuse_characters(text, file, problems):
        return None
    reader = _Reader(Places(file, text), problems)
    with collector_paused():
        try:
            return reader.read()
        except _StopReading:
            return None


class _Open:
    """A list, or a mapping (`entries` is not None), whose end has not come yet."""

    __slots__ = ("again", "braces", "depth", "dropped", "entries", "event", "key", "merged", "nodes", "repeated")

    def __init__(self, event: BeginEvent | None, entries: dict[str, Entry] | None, repeated: int) -> None:
        self.event = event
        self.entries = entries
        self.nodes: list[Node] = []
        self.key: Scalar | None = None
        self.dropped = False
        self.again: tuple[int, int] | None = None
        self.merged: list[Node] = []
        self.braces = False
        self.depth = 1
        self.repeated = repeated


class _Reader:
    """The state of the walk: what is open, innermost last, and the place of the last value as it stands in the file."""

    def __init__(self, places: Places, problems: Problems) -> None:
        self.places = places
        self.file = places.file
        self.problems = problems
        self.anchors = Anchors()
        self.open = [_Open(None, None, 0)]
        self.end = NOWHERE

    def read(self) -> Node | None:
        """Walk over the events."""
        yaml = import_yaml()
        take: dict[type, Callable[..., None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._begin_fields,
            yaml.SequenceStartEvent: self._begin_items,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        last: Any = None
        try:
            next_event = yaml.CLoader(self.places.text).get_event  # as `yaml.parse` does, less two calls an event
            while (event := next_event()) is not None:
                handle = take.get(type(event))
                if handle is not None:
                    handle(event)
                last = event
        except yaml.YAMLError as error:
            explain(error, last, self.places, self.problems)
            self._forget_guesses(self.problems.found[-1].span.line)
            return None
        self.anchors.warn_unused(self.problems)
        root = self.open[0].nodes
        if root and not (isinstance(root[0], Scalar) and root[0].missing):
            return root[0]
        written = "has nothing in it but comments" if self.places.text.strip() else "is empty"
        self.problems.error(
            "empty-file", f"this file {written}", self.places.span(1, 1, 1, 1), "write in it, or delete it"
        )
        return None

    def _document(self, event: Event) -> None:
        if self.open[0].nodes:
            hint = "put what follows in a file of its own, or take the --- out"
            self._stop("several-documents", "a second document begins here", self.places.starting(event, 3), hint)

    def _scalar(self, event: ScalarEvent) -> None:
        style = STYLES[event.style]
        if event.anchor is not None or event.tag is not None or style in IN_BLOCKS:
            node = read_marked(event, style, self.places, self.anchors, self.problems)
        else:
            start, end = event.start_mark, event.end_mark
            if end.line < self.places.count:  # not a call, because of all lines this one runs most
                span = Span(self.file, start.line + 1, start.column + 1, end.line + 1, end.column + 1)
            else:
                span = self.places.between(start, end)
            node = Scalar(event.value, span, style)
            if style == "plain" and (end.line > start.line or self.places.text.startswith(" #", end.index)):
                warn_plain(event, self.places, self.problems)
        self.end = node.span
        self._add(node)

    def _begin_fields(self, event: BeginEvent) -> None:
        self._begin(event, {})

    def _begin_items(self, event: BeginEvent) -> None:
        self._begin(event, None)

    def _begin(self, event: BeginEvent, entries: dict[str, Entry] | None) -> None:
        around = self.open[-1]
        if around.entries is not None and around.key is None:
            self._refuse_key(event, around)
        if len(self.open) > DEEPEST:
            self._stop(
                "too-deep",
                f"more than {DEEPEST} lists and fields are nested here",
                self.places.starting(event),
                FLATTER,
            )
        if event.anchor is not None:
            self.anchors.begin(event.anchor, self.places.starting(event, len(event.anchor) + 1))
        if event.tag is not None:
            refuse_tag(event, self.places, self.problems)
        self.open.append(_Open(event, entries, self.anchors.repeated))

    def _refuse_key(self, event: BeginEvent, around: _Open) -> None:
        """Stop at a key that is a list or fields, unless it is the inner brace of `{{ name }}`."""
        hint = "a key is a text"
        if around.event is not None and around.event.flow_style and not around.entries:
            around.braces = BRACES.match(self.places.text, around.event.end_mark.index - 1) is not None
        if not around.braces:
            if self.places.text.startswith("{{", event.start_mark.index):
                hint = "put quotes around a text that begins with {{"
            self._stop("bad-key", "a list or fields cannot be a key", self.places.starting(event), hint)

    def _end(self, event: Event) -> None:
        closed = self.open.pop()
        begun = closed.event
        if begun is None:
            return
        start, end = begun.start_mark, event.end_mark
        line, col = start.line + 1, start.column + 1
        if begun.anchor is not None or begun.tag is not None:
            line, col = self.places.after_properties(start)
        if begun.flow_style:
            span = Span(self.file, line, col, end.line + 1, end.column + 1)
        else:
            span = Span(self.file, line, col, self.end.end_line, self.end.end_col)
        self.end = span
        node: Node
        if closed.braces:
            text = self.places.text[begun.end_mark.index - 1 : end.index]
            node = Scalar(text, span)
            whole = braced(self.places.lines[span.line - 1], span.col)
            noted = self.places.at(span.line, span.col, len(whole))
            self.problems.error("syntax", BRACES_MESSAGE, noted, f"write {quoted(whole)}")
        elif closed.entries is None:
            node = Items(tuple(closed.nodes), span)
        else:
            for merged in closed.merged:
                for entry in merged.entries if isinstance(merged, Fields) else ():
                    closed.entries.setdefault(entry.key.text, entry)
            node = Fields(tuple(closed.entries.values()), span)
        around = self.open[-1]
        if closed.depth >= around.depth:
            around.depth = closed.depth + 1
        if begun.anchor is not None:
            characters = end.index - start.index + self.anchors.repeated - closed.repeated
            self.anchors.complete(begun.anchor, Anchored(node, closed.depth, characters))
        self._add(node)

    def _alias(self, event: AliasEvent) -> None:
        span = self.places.between(event.start_mark, event.end_mark)
        around = self.open[-1]
        if around.entries is not None and around.key is None:
            self._stop("bad-key", "an alias cannot be a key", span, "write the key out")
        anchored = self.anchors.repeat(event.anchor, span, self.problems)
        if anchored is None:
            raise _StopReading
        if len(self.open) - 1 + anchored.depth > DEEPEST:
            self._stop("too-deep", f"with this alias more than {DEEPEST} lists and fields are nested", span, FLATTER)
        around.depth = max(around.depth, anchored.depth + 1)
        self.end = span
        self._add(anchored.node)

    def _add(self, node: Node) -> None:
        """Put a value where it belongs: in a list, or as the key or the value of a mapping."""
        around = self.open[-1]
        if around.entries is None:
            around.nodes.append(node)
        elif around.key is None:
            around.key = self._key(node, around)
        else:
            if around.dropped:
                if around.key.text == MERGE:
                    around.merged.append(node)
                around.dropped = False
            else:
                around.entries[around.key.text] = Entry(around.key, node)
            around.key = None

    def _forget_guesses(self, line: int) -> None:
        """Take back what was said of a text in a line in which the YAML ends: it was the same mistake."""
        found = self.problems.found
        found[:] = [
            problem
            for problem in found
            if (problem.code, problem.span.file, problem.span.line) != ("text-goes-on", self.file, line)
        ]

    def _key(self, node: Node, around: _Open) -> Scalar:
        """Take a key; one that is given twice, or that merges, is noted, and its value will be dropped."""
        if not isinstance(node, Scalar):
            return Scalar("", node.span)
        first = around.entries.get(node.text) if around.entries else None
        if first is not None:
            place = (first.key.span.line, first.key.span.col)
            if around.again is None or place <= around.again:  # else the block that begins above was pasted as a whole
                related = (Related("first given here", first.key.span),)
                hint = SEVERAL_FLOWS if node.text == "flow" else "keep one of them"
                self.problems.error("duplicate-key", f'"{node.text}" is given twice', node.span, hint, related)
            around.again = place
            around.dropped = True
            if self.problems.full:
                raise _StopReading
            return node
        around.again = None
        if node.style == "plain" and (node.text[:1] in {"-", "<"} or not node.text.isascii()):
            verdict = judge_key(node, self.problems)
            if verdict == "stop":
                raise _StopReading
            around.dropped = verdict == "drop"
        return node

    def _stop(self, code: str, message: str, span: Span, hint: str = "") -> NoReturn:
        self.problems.error(code, message, span, hint)
        raise _StopReading
