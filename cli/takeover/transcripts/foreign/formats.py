"""The formats of other tools: by which files and contents they are known, what lies beside them, and who reads them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal

from takeover.source.light import NamedTuple
from takeover.transcripts.foreign.activities import is_activities, read_activities
from takeover.transcripts.foreign.botium import read_botium
from takeover.transcripts.foreign.botium_files import CONVO, MEMORY, PARTIAL, SETTINGS, UTTERANCES, read_botium_project
from takeover.transcripts.foreign.chat import read_chat
from takeover.transcripts.foreign.dialogflow import is_dialogflow, read_dialogflow
from takeover.transcripts.foreign.genesys import is_genesys, read_genesys
from takeover.transcripts.foreign.interactions import is_dialogflow_cli, is_voiceflow, read_interactions
from takeover.transcripts.foreign.rasa import is_rasa, read_rasa
from takeover.transcripts.foreign.rasa_project import read_rasa_project
from takeover.transcripts.foreign.talk import Source, Talk
from takeover.transcripts.foreign.yarn import read_yarn

if TYPE_CHECKING:
    from takeover.source.nodes import Node

Syntax = Literal["lines", "yaml", "json"]
Reader = Callable[[Source], list[Talk]]
Gather = Callable[[Sequence[Source]], object]
YAML = (".yml", ".yaml")
JSON = (".json",)


class Format(NamedTuple):
    """A format. One with `knows` is told by its content, among files of its suffixes; the others by suffix alone.

    `beside` are the endings of files around it that say more, which `gather` reads into `Source.project`.
    """

    key: str
    label: str
    suffixes: tuple[str, ...]
    read: Reader
    knows: Callable[[Node], bool] | None = None
    beside: tuple[str, ...] = ()
    gather: Gather | None = None


FORMATS: dict[str, Format] = {
    one.key: one
    for one in (
        Format(
            "botium",
            "Botium's convos",
            (CONVO,),
            read_botium,
            None,
            (PARTIAL, UTTERANCES, MEMORY, SETTINGS),
            read_botium_project,
        ),
        Format("chat", "Bot Framework's mock conversations", (".chat",), read_chat),
        Format("transcript", "Bot Framework's transcripts", (".transcript", *JSON), read_activities, is_activities),
        Format("yarn", "YarnSpinner's test plans", (".testplan",), read_yarn),
        Format("rasa", "Rasa's stories and end-to-end tests", YAML, read_rasa, is_rasa, YAML, read_rasa_project),
        Format("genesys", "scripts of Genesys' web-messaging tester", YAML, read_genesys, is_genesys),
        Format("voiceflow", "Voiceflow's conversation tests", YAML, read_interactions, is_voiceflow),
        Format("dialogflow", "Dialogflow CX's test cases", (*YAML, *JSON), read_dialogflow, is_dialogflow),
        Format("dialogflow-cli", "Dialogflow CX's conversation tests", YAML, read_interactions, is_dialogflow_cli),
    )
}
OWN_SUFFIXES = tuple(suffix for one in FORMATS.values() for suffix in one.suffixes if suffix not in {*YAML, *JSON})
"""Suffixes that say by themselves that a file is another tool's."""
BESIDE = (PARTIAL, UTTERANCES, MEMORY)
"""Suffixes of files that hold no conversation, but what others need."""


def syntax_of(name: str) -> Syntax:
    """Say what the text of a file is, by its name."""
    lower = name.casefold()
    if lower.endswith(YAML):
        return "yaml"
    return "json" if lower.endswith((".transcript", *JSON)) else "lines"


def find_format(name: str, node: Node | None) -> Format | None:
    """Find the format of a file by its suffix and content."""
    lower = name.casefold()
    for one in FORMATS.values():
        if lower.endswith(one.suffixes) and (one.knows is None or (node is not None and one.knows(node))):
            return one
    return None
