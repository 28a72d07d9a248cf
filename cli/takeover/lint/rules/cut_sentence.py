"""A list of variations looks like one sentence that YAML has cut at its commas.

`[Sorry, I don't know]` is a list of two texts, and the bot says one of them: "Sorry", or "I don't know". Put quotes
around a sentence with a comma in it, or leave out the brackets.

Bad:
    flow: Takeover
    steps:
      - when: unknown
        do:
          - say: [Sorry, I don't know that, so a colleague will answer you within five minutes.]
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}

Good:
    flow: Takeover
    steps:
      - when: unknown
        do:
          - say: ["Sorry, I don't know that, so a colleague will answer you within five minutes."]
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.actions.ask import Ask
from takeover.language.replies.say import Say
from takeover.language.wording import alternatives
from takeover.source.diagnostic import Diagnostic, Severity
from takeover.source.regex import regex
from takeover.source.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from takeover.language.template import Template
    from takeover.lint.rule import Checked

CODE = "cut-sentence"
SEVERITY: Severity = "warning"
FINISHED = regex(r"[.!?…:;。！？]['\")\]]*$")
GOES_ON = regex(r"(?:[a-zà-öø-ÿß-ž]|I(?:['’](?:m|ll|d|ve))?\b)")
"""How a piece begins that goes on with a sentence: in lower case, or with the English I."""
QUOTED = {"“": "”", "„": "“”", "«": "»"}
"""The quotes of word processors, each with those that close it."""
SHOWN = 60


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Look at the variations of what the bot says and asks."""
    for block in checked.program.blocks:
        for action in block.actions:
            if isinstance(action, Say | Ask):
                lists = (action.texts,) if isinstance(action, Say) else (action.texts, action.retry)
                for texts in (group for written in lists for group in alternatives(written)):
                    if len(texts) > 1 and _cuts_quotes(texts):
                        yield _tell_quotes(texts)
                    elif len(texts) > 1 and _looks_cut(texts):
                        yield _tell(texts)


def _looks_cut(texts: Sequence[Template]) -> bool:
    """Say whether the texts stand in brackets on one line, without quotes, and read as one sentence."""
    if any(text.source.style != "plain" for text in texts):
        return False
    spans = [text.source.span for text in texts]
    if any(span.line != spans[0].line for span in spans):
        return False
    first, *others = [text.text for text in texts]
    return (
        first[:1].isupper()
        and all(GOES_ON.match(other) for other in others)
        and not any(FINISHED.search(text.text) for text in texts[:-1])
    )


def _cuts_quotes(texts: Sequence[Template]) -> bool:
    """Say whether a text begins with the quote of a word processor, and ends before that is closed."""
    plain = [text.text for text in texts if text.source.style == "plain"]
    return any(not set(QUOTED[text[0]]) & set(text[1:]) for text in plain if text[:1] in QUOTED)


def _tell_quotes(texts: Sequence[Template]) -> Diagnostic:
    first, last = texts[0].source.span, texts[-1].source.span
    span = Span(first.file, first.line, first.col, last.end_line, last.end_col)
    message = f"this is a list of {len(texts)} texts: “ and ” are no quotes to YAML, and it cuts at the commas between"
    return Diagnostic(CODE, SEVERITY, message, span, 'write straight quotes around each text: ["…", "…"]')


def _tell(texts: Sequence[Template]) -> Diagnostic:
    first, last = texts[0].source.span, texts[-1].source.span
    span = Span(first.file, first.line, first.col, last.end_line, last.end_col)
    sentence = ", ".join(text.text for text in texts)
    shown = sentence if len(sentence) <= SHOWN else f"{sentence[: SHOWN - 1]}…"
    message = f"this is a list of {len(texts)} texts, of which the bot says one; it reads like one sentence"
    return Diagnostic(CODE, SEVERITY, message, span, f'write ["{shown}"] if it is one')
