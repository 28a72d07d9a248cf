"""Carries over Bot Framework's mock conversations (`.chat`), as chatdown writes and reads them.

The format is that of `packages/chatdown/docs/chatdown-format.md` and `packages/chatdown/utils/index.js` in
github.com/microsoft/botframework-cli: a header that names who talks, messages that begin with `name:`, commands in
brackets (which may go over lines), and comments that begin with `>`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.source.light import NamedTuple
from takeover.source.regex import regex
from takeover.source.span import Span
from takeover.transcripts.foreign.media import kind_of
from takeover.transcripts.foreign.talk import Talk, exactly, fields, labels_of, one_of, scalar
from takeover.transcripts.foreign.trees import lines_of

if TYPE_CHECKING:
    from takeover.source.nodes import Node
    from takeover.transcripts.foreign.talk import Source

HEADER = regex(r"(bot|users?|channelId)=(.*)")
COMMAND = regex(r"\[(\w++)([^\[\]]*+)\]")
CARDS = frozenset(
    {
        "herocard",
        "basiccard",
        "thumbnailcard",
        "animationcard",
        "mediacard",
        "audiocard",
        "videocard",
        "signincard",
        "oauthcard",
    }
)
KNOWN = frozenset(
    {
        "typing",
        "delay",
        "conversationupdate",
        "suggestions",
        "suggestedactions",
        "attachment",
        "attachmentlayout",
        *CARDS,
    }
)


class Message(NamedTuple):
    """What one of them sends: who, to whom ("" where it is not said), the lines as they stand, and where."""

    who: str
    to: str
    lines: list[str]
    span: Span


def read_chat(source: Source) -> list[Talk]:
    """Read a mock conversation."""
    talk = Talk(scalar(source.stem, Span(source.name, 1, 1, 1, 1)))
    return [_Chat(source, talk).read()]


class _Chat:
    def __init__(self, source: Source, talk: Talk) -> None:
        self.source = source
        self.talk = talk
        self.bots = {"bot"}
        self.users: list[str] = ["user"]
        self.spoken = ""
        self.message: Message | None = None

    def read(self) -> Talk:
        header = True
        for number, line in enumerate(lines_of(self.source.text), 1):
            span = Span(self.source.name, number, 1, number, len(line) + 1)
            if line.startswith(">"):
                self._send()
                self.talk.comment(line[1:])
                continue
            named = HEADER.fullmatch(line.strip()) if header else None
            if named is not None:
                self._name(named[1], named[2].strip(), span)
                continue
            header = header and not line.strip()
            self._line(line, span)
        self._send()
        return self.talk

    def _name(self, word: str, value: str, span: Span) -> None:
        if word == "bot":
            self.bots.add(value.casefold())
        elif word == "channelId":
            self.talk.aside(f"the channel {value}", span)
        else:
            self.users += [name.strip().casefold() for name in value.split(",") if name.strip()]

    def _line(self, line: str, span: Span) -> None:
        speaker, colon, rest = line.partition(":")
        who, _, to = speaker.strip().casefold().partition("->")
        if colon and who in {*self.bots, *self.users}:
            self._send()
            self.message = Message(who, to, [rest.strip()], span)
        elif self.message is not None:
            self.message.lines.append(line)
        elif line.strip():
            self.talk.lose(f'"{line.strip()}": nobody is named who says it', span)

    def _send(self) -> None:
        message, self.message = self.message, None
        if message is None:
            return
        if message.who not in self.bots or message.to:
            name = message.to if message.who in self.bots else message.who
            name = name if name != "user" else ""
            if name and self.spoken and name != self.spoken:
                self.talk.lose(f'a second user, "{name}"', message.span)
                return
            self.spoken = name or self.spoken
        _Activities(self.talk, message, by_bot=message.who in self.bots).carry()


class _Activities:
    """A message taken apart into what is said, shown, offered and done."""

    def __init__(self, talk: Talk, message: Message, *, by_bot: bool) -> None:
        self.talk = talk
        self.span = message.span
        self.text = "\n".join(message.lines)
        self.by_bot = by_bot
        self.said = ""
        self.offered: list[str] = []
        self.shown: list[tuple[str, str, list[str]]] = []

    def carry(self) -> None:
        begin = 0
        for found in COMMAND.finditer(self.text):
            if found[1].casefold() not in KNOWN:
                continue
            self.said += self.text[begin : found.start()]
            begin = found.end()
            self._command(found[1].casefold(), found[2].strip().removeprefix("=").strip())
        self.said += self.text[begin:]
        self._send()

    def _command(self, name: str, value: str) -> None:
        match name:
            case "typing":
                self._send()
                self.talk.comment("[Typing]")
            case "delay" if value.isdecimal() and len(value) < 15 and not self.by_bot:  # noqa: PLR2004 - digits of a number
                self.talk.wait(int(value), self.span)
            case "delay":
                self.talk.comment(f"[Delay={value}]")
            case "conversationupdate":
                self._send()
                if self.talk.begun:
                    self.talk.lose(f"members who come or go: {' '.join(value.split())}", self.span)
                else:
                    self.talk.comment(f"[ConversationUpdate={' '.join(value.split())}]")
            case "suggestions" | "suggestedactions":
                self.offered += [label.strip() for label in value.split("|") if label.strip()]
            case "attachment":
                path, _, kind = value.partition(" ")
                self._attach(path, kind.strip().strip('"'))
            case "attachmentlayout":
                self.talk.aside(f"the layout {value}", self.span)
            case _:
                self._card(name, value)

    def _attach(self, path: str, content_type: str) -> None:
        kind = kind_of(path, content_type)
        if content_type and kind == "file" and content_type != "application/octet-stream":
            self.talk.lose(f"an attachment of the type {content_type}: {path}", self.span)
        else:
            self.shown.append((kind, path, []))

    def _card(self, name: str, value: str) -> None:
        given = dict(_pair(line) for line in value.splitlines() if "=" in line)
        title = given.pop("title", "")
        labels = [label.strip() for label in given.pop("buttons", "").split("|") if label.strip()]
        if not title or not self.by_bot:
            self.talk.lose(f"[{name}]: a card without a title", self.span)
            return
        self.shown.append(("card", title, labels))
        for field, text in given.items():
            self.talk.aside(f"the {field} of the card: {text}", self.span)

    def _send(self) -> None:
        text = self.said.strip()
        if self.by_bot:
            self._expect(text)
        else:
            if text:
                self.talk.user(text, self.span)
            for kind, url, _ in self.shown:
                self.talk.turn("send", fields(self.span, **{kind: scalar(url, self.span)}), self.span)
            if self.offered:
                self.talk.lose("choices that the user offers", self.span)
        self.said, self.offered, self.shown = "", [], []

    def _expect(self, text: str) -> None:
        choices: dict[str, Node] = {"choices": labels_of(self.offered, self.span)} if self.offered else {}
        if text and not choices:
            self.talk.bot(text, self.span)
        elif choices:
            self.talk.expect(self.span, **(one_of([text], self.span) if text else {}), **choices)
        for kind, shown, labels in self.shown:
            matchers: dict[str, Node] = {kind: exactly(shown, self.span)}
            if labels:
                matchers["buttons"] = labels_of(labels, self.span)
            self.talk.turn("bot", fields(self.span, **matchers), self.span)


def _pair(line: str) -> tuple[str, str]:
    name, _, value = line.partition("=")
    return name.strip().casefold(), value.strip()
