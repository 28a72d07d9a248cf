"""Carries over Bot Framework's transcripts (`.transcript`): a list of activities, or an object that holds one.

Shapes: `specs/transcript/transcript.md` and `specs/botframework-activity/botframework-activity.md` of
github.com/microsoft/botframework-sdk. A handoff is an event by the name `handoff.initiate`.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from takeover.source.nodes import Fields, Items, Node
from takeover.transcripts.foreign.media import kind_of
from takeover.transcripts.foreign.talk import Talk, exactly, fields, labels_of, one_of, scalar
from takeover.transcripts.foreign.trees import entries_of, find, items_of, tell, text_at

if TYPE_CHECKING:
    from takeover.source.span import Span
    from takeover.transcripts.foreign.talk import Source

TYPES = frozenset(
    {"message", "conversationUpdate", "typing", "event", "trace", "endOfConversation", "handoff", "delay"}
)
SILENT = frozenset({"typing", "trace", "delay"})
"""Activities that nobody sees; traces are the bot's own notes."""
GAP = timedelta(minutes=1)
"""Shorter pauses between two activities are the speed of a person or a machine, and nothing that is tested."""
YEARS = range(1970, 9001)
CARD = "application/vnd.microsoft.card."


def is_activities(node: Node) -> bool:
    """Say whether a tree is such a transcript."""
    first = next((item for item in _activities(node) if isinstance(item, Fields)), None)
    return first is not None and text_at(first, "type") in {*TYPES, "invoke", "messageReaction"}


def read_activities(source: Source) -> list[Talk]:
    """Read a transcript."""
    assert source.node is not None
    talk = Talk(scalar(source.stem, source.node.span))
    reader = _Activities(talk, _find_bots(source.node))
    for activity in _activities(source.node):
        if isinstance(activity, Fields):
            reader.carry(activity)
        else:
            talk.lose(f"{tell(activity)}: this is no activity", activity.span)
    return [talk]


def _activities(node: Node | None) -> tuple[Node, ...]:
    if isinstance(node, Items):
        return node.items
    inner = find(node, "transcript") or find(node, "activities")
    return inner.items if isinstance(inner, Items) else ()


def _find_bots(node: Node) -> set[str]:
    """Find the ids of bots: those with that role, and whoever a user's first message goes to."""
    activities = [one for one in _activities(node) if isinstance(one, Fields)]
    sides = [find(one, side) for one in activities for side in ("from", "recipient")]
    bots = {text_at(side, "id") for side in sides if text_at(side, "role").casefold() in {"bot", "skill"}}
    if not bots:
        joined = next((one for one in activities if text_at(one, "type") == "conversationUpdate"), None)
        first = next((one for one in activities if text_at(one, "type") == "message"), None)
        bots = {text_at(joined or first, "recipient", "id")}
    return bots - {""}


class _Activities:
    def __init__(self, talk: Talk, bots: set[str]) -> None:
        self.talk = talk
        self.bots = bots
        self.last: datetime | None = None

    def carry(self, activity: Fields) -> None:
        span = activity.span
        who = find(activity, "from")
        by_bot = text_at(who, "role").casefold() == "bot" or text_at(who, "id") in self.bots
        kind = text_at(activity, "type")
        self._pass_time(activity, by_bot=by_bot)
        match kind:
            case "message" if by_bot:
                self._expect(activity, span)
            case "message":
                self._say(activity, span)
            case "event":
                self._event(activity, span, by_bot=by_bot)
            case "conversationUpdate" if not self.talk.begun:
                self.talk.comment("conversationUpdate")
            case _ if kind in SILENT:
                self.talk.comment(f"{kind} {text_at(activity, 'name')}".strip())
            case _:
                self.talk.lose(f"an activity of the type {kind or 'that it does not say'}", span)

    def _pass_time(self, activity: Fields, *, by_bot: bool) -> None:
        try:
            at = datetime.fromisoformat(text_at(activity, "timestamp"))
        except ValueError:
            return
        if at.utcoffset() is None or at.year not in YEARS:
            return
        if self.last is None:
            self.talk.at = scalar(at.isoformat(timespec="seconds"), activity.span)
        elif not by_bot and at - self.last >= GAP:
            self.talk.wait((at - self.last).total_seconds() * 1000, activity.span)
        self.last = max(self.last, at) if self.last is not None else at

    def _say(self, activity: Fields, span: Span) -> None:
        text, value = text_at(activity, "text"), find(activity, "value")
        if text or not (value or find(activity, "attachments")):
            self.talk.user(text, span)
        if value is not None and tell(value) not in {"", text}:
            self.talk.lose(f"the value {tell(value)}, which the user sends", span)
        for attachment in items_of(find(activity, "attachments")):
            url, content_type = text_at(attachment, "contentUrl"), text_at(attachment, "contentType")
            if not url:
                self.talk.lose(f"an attachment without an address ({content_type})", attachment.span)
                continue
            sent: dict[str, Node] = {"url": scalar(url, span)}
            if text_at(attachment, "name"):
                sent["name"] = scalar(text_at(attachment, "name"), span)
            inner = fields(span, **sent) if len(sent) > 1 else sent["url"]
            self.talk.turn("send", fields(span, **{kind_of(url, content_type): inner}), span)

    def _expect(self, activity: Fields, span: Span) -> None:
        text = text_at(activity, "text")
        labels = [_label(action) for action in items_of(find(activity, "suggestedActions", "actions"))]
        choices: dict[str, Node] = {"choices": labels_of(labels, span)} if labels else {}
        if text and not choices:
            self.talk.bot(text, span)
        elif choices:
            self.talk.expect(span, **(one_of([text], span) if text else {}), **choices)
        for attachment in items_of(find(activity, "attachments")):
            self._show(attachment)
        if len(items_of(find(activity, "attachments"))) > 1 and text_at(activity, "attachmentLayout") == "carousel":
            self.talk.lose("that the attachments are a carousel", span)

    def _show(self, attachment: Node) -> None:
        span = attachment.span
        content_type, url = text_at(attachment, "contentType"), text_at(attachment, "contentUrl")
        title = text_at(attachment, "content", "title")
        if content_type.startswith(CARD) and title:
            matchers: dict[str, Node] = {"card": exactly(title, span)}
            labels = [_label(button) for button in items_of(find(attachment, "content", "buttons"))]
            if labels:
                matchers["buttons"] = labels_of(labels, span)
            self.talk.turn("bot", fields(span, **matchers), span)
            for entry in entries_of(find(attachment, "content")):
                if entry.key.text not in {"title", "buttons"}:
                    self.talk.aside(f"the {entry.key.text} of the card: {tell(entry.value)}", span)
        elif url and not content_type.startswith(CARD):
            self.talk.turn("bot", fields(span, **{kind_of(url, content_type): exactly(url, span)}), span)
        else:
            self.talk.lose(f"an attachment of the type {content_type}", span)

    def _event(self, activity: Fields, span: Span, *, by_bot: bool) -> None:
        name, value = text_at(activity, "name"), find(activity, "value")
        if by_bot and name == "handoff.initiate":
            self.talk.turn("takeover", fields(span), span)
            if value is not None:
                self.talk.aside(f"the context of the handoff: {tell(value)}", span)
        elif by_bot or not name:
            self.talk.lose(f"the event {name}, which the bot sends" if by_bot else "an event without a name", span)
        else:
            params = {entry.key.text: entry.value for entry in entries_of(value)}
            flat = {
                key: scalar(tell(node), span) for key, node in params.items() if not isinstance(node, Fields | Items)
            }
            given: dict[str, Node] = {"name": scalar(name, span)}
            if flat:
                given["params"] = fields(span, **flat)
            self.talk.turn("event", fields(span, **given) if flat else given["name"], span)
            if len(flat) < len(params) or (value is not None and not params and tell(value)):
                self.talk.lose(f"the value of the event: {tell(value) if value is not None else ''}", span)


def _label(action: Node) -> str:
    return text_at(action, "title") or text_at(action, "value") or tell(action)
