"""What the codes mean that finding and reading files reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from takeover.source.diagnostic import Severity

FILES: Mapping[str, tuple[Severity, str]] = {
    "unreadable": (
        "error",
        """A file or folder cannot be read.

It is not there, it is no file of text, it may not be opened, or a folder holds no YAML. The message says which. What
else was found is checked all the same, and the command ends with exit code 3.
""",
    ),
    "too-large": (
        "error",
        """A file has more than 20 MB.

That is no flow. Part it into several files of one folder: a bot may have as many as it needs.
""",
    ),
    "link-out": (
        "error",
        """A link leads out of the bot's folder, and is not followed.

What a bot says should not change because something elsewhere did. Copy what it needs into its folder.
""",
    ),
    "bad-model": (
        "error",
        """The model by which a bot is to be matched cannot be used.

`match: {engine: semantic, model: PATH}` names the folder of a model of sentences as sentence-transformers lays it out,
such as all-MiniLM-L6-v2: config.json, model.safetensors, tokenizer.json. A path that is not absolute is seen from the
bot's folder. The message says what is wrong with it. Without a model the bot matches by words.

Bad:
    match: {engine: semantic}
    flow: Shop
    steps:
      - when: {text: [where is my order]}
        do: [{say: It is on its way.}]
      - when: unknown
        do: [{takeover: {reason: unknown}}]

Good:
    flow: Shop
    steps:
      - when: {text: [where is my order]}
        do: [{say: It is on its way.}]
      - when: unknown
        do: [{takeover: {reason: unknown}}]
""",
    ),
    "no-semantic": (
        "error",
        """What the engine `semantic` needs is not installed.

Matching by meaning takes numpy and tokenizers, which `pip install 'takeover[semantic]'` brings; matching by words takes
nothing.
""",
    ),
    "many-problems": (
        "error",
        """There are more than a thousand problems, and the others are not listed.

Mend those above first. Where every file has a problem, one setting or one habit is often behind them all.
""",
    ),
    "no-flow": (
        "error",
        """The bot has settings, and no flow.

Without a flow it can say nothing. Write `flow:` and `steps:`, in this file or in another one of the folder.

Bad:
    bot: Acme Support
    language: en

Good:
    bot: Acme Support
    language: en
    flow: Welcome
    steps:
      - when: unknown
        do: [{say: Hello!}]
""",
    ),
    "setting-twice": (
        "error",
        """A setting stands in two files of the bot.

Only one could count. Keep one; settings are found best when they all stand in one file.
""",
    ),
    "no-bot": (
        "error",
        """There is no telling which bot a transcript is for.

Write `bot:` with the path of its flows into the transcript, or use `--bot`. Transcripts in a folder `transcripts/`
beside the flows need neither.
""",
    ),
    "no-transcripts": (
        "error",
        """A bot has no transcripts, so there is nothing to play.

Put them into `transcripts/` beside its flows. A chat writes one of itself: `/save`.
""",
    ),
    "unused-ignore": (
        "warning",
        """A comment silences a problem that is not there, or names no rule.

Perhaps the problem was mended: then take the comment out, for it would hide the next one. Errors that keep a bot from
running cannot be silenced.

Bad:
    flow: Takeover
    steps:
      - when: unknown
        do:
          # takeover: ignore cut-sentence
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}

Good:
    flow: Takeover
    steps:
      - when: unknown
        do:
          # takeover: ignore cut-sentence
          - say: [Sorry, a colleague knows, I don't]
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
""",
    ),
}
