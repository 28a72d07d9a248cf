"""The commands of a chat: one function each, in a table from which reading, completion and `/help` come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, get_args

from takeover.chat.agents import AGENT, act_as_agent
from takeover.chat.arguments import check_name, event_names, names, places, read_count, read_params
from takeover.chat.status import write_time
from takeover.chat.wrong import Wrong
from takeover.engine.facts import within_calendar, zone
from takeover.engine.names import find_place
from takeover.language.conversation import Media
from takeover.language.events import Changed, Opened, Sent, Triggered
from takeover.language.outputs import Captured, EmailRequested, Entered, Said, Shown, TakeoverRequested, Unmatched
from takeover.language.types.kind import Place
from takeover.source.shapes.scalars import read_length
from takeover.source.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from takeover.chat.console import Console
    from takeover.language.outputs import Output


@dataclass(frozen=True, slots=True)
class Slash:
    """A command. `usage` is its arguments, `help` a sentence, `complete` gives what could stand as its argument."""

    name: str
    usage: str
    help: str
    run: Callable[[Console, str], None]
    complete: Callable[[Console], Iterable[str]] = lambda _: ()


WHOLE = "-v"
"""What asks `/why` for all that there is to say."""


def run_slash(console: Console, line: str) -> None:
    """Run the command that a line begins with; raises Wrong when it cannot be done."""
    name, _, argument = line[1:].partition(" ")
    if name not in SLASH:
        hint = did_you_mean(name, SLASH) or "/help lists the commands; // begins a text with a slash"
        raise Wrong(f"there is no command /{name}", hint.replace('"', '"/', 1) if hint.startswith("did") else hint)
    SLASH[name].run(console, argument.strip())


def why(console: Console, argument: str) -> None:
    """Show the decision, and what followed from it."""
    asked = argument.split()
    whole = WHOLE in asked
    turns = console.chat.session.back(read_count(" ".join(word for word in asked if word != WHOLE)))
    if not turns:
        raise Wrong("so far back nothing happened")
    outputs = [output for turn in turns for output in turn.outputs]
    entered = next((output for output in outputs if isinstance(output, Entered)), None)
    decided = next((output.decision for output in outputs if isinstance(output, Entered | Unmatched)), None)
    before, bot = turns[0].before, console.chat.program.bot
    at = within_calendar(turns[0].event.at).astimezone(zone(bot.timezone))
    place = Place(before.language, bot.country, at)
    console.screen.why(decided, entered, console.chat.program, place, whole=whole)
    console.screen.table([(str(output.span), _did(output)) for output in outputs if output.span.file])


def _did(output: Output) -> str:
    match output:
        case Said(text=text):
            return text
        case Captured(name=name):
            return f"kept {name}"
        case Shown(shows=shows):
            return f"showed {shows}"
        case Entered(flow=flow, step=step):
            return f"entered {flow}/{step}"
        case _:
            return type(output).__name__.removesuffix("Requested").lower()


def state(console: Console, _argument: str) -> None:
    """Show the state."""
    console.screen.state(console.chat.conversation, console.chat.program)


def set_value(console: Console, argument: str) -> None:
    """Set a param, or a field of the user."""
    name, _, value = argument.partition(" ")
    if not name or not value.strip():
        raise Wrong("say what to set to what", "for example /set topic billing, or /set user.name Jane")
    check_name(name)
    console.chat.happen(lambda at: Changed(at, name, value.strip()))


def undo(console: Console, argument: str) -> None:
    """Go back."""
    console.chat.undo(read_count(argument))


def redo(console: Console, argument: str) -> None:
    """Go forth."""
    console.chat.redo(read_count(argument))


def restart(console: Console, _argument: str) -> None:
    """Begin again."""
    console.chat.restart()


def flows(console: Console, _argument: str) -> None:
    """List the flows and their steps."""
    here = console.chat.conversation.last_step
    rows = [
        (step.flow, step.name, str(step.span), "you are here" if step.number == here else "")
        for step in console.chat.program.steps
    ]
    console.screen.table(rows, ("flow", "step", "written at", ""))


def goto(console: Console, argument: str) -> None:
    """Go to a flow or a step."""
    here = console.chat.conversation.last_step
    flow = "" if here is None else console.chat.program.steps[here].flow
    number = (
        find_place(argument, flow, console.chat.program.flows, console.chat.program.named_steps) if argument else None
    )
    if number is None:
        hint = did_you_mean(argument, places(console.chat)) or "/flows lists them"
        raise Wrong(f'there is no flow or step "{argument}"' if argument else "say where to go", hint)
    console.chat.happen(lambda at: Opened(at, console.chat.program.steps[number].address))


def event(console: Console, argument: str) -> None:
    """Let an event happen."""
    name, params = read_params(argument, console.chat)
    console.chat.happen(lambda at: Triggered(at, name, params))


def send(console: Console, argument: str) -> None:
    """Send something that is not a text."""
    kinds: tuple[Media, ...] = get_args(Media)
    kind, _, rest = argument.partition(" ")
    url, _, name = rest.strip().partition(" ")
    media = next((known for known in kinds if known == kind), None)
    if media is None or not url:
        hint = (
            did_you_mean(kind, kinds)
            or f"for example /send image https://acme.example/receipt.png; or {', '.join(kinds[1:])}"
        )
        raise Wrong("say what to send, and where it is", hint)
    console.chat.happen(lambda at: Sent(at, media, url, name.strip()))


def wait(console: Console, argument: str) -> None:
    """Let time pass."""
    seconds = read_length(argument)
    if seconds is None:
        raise Wrong("say how long", "for example /wait 10m, or /wait 1h 30m")
    chat = console.chat
    chat.wait_until(max(chat.clock.now(), chat.conversation.clock) + timedelta(seconds=seconds))
    console.screen.note(f"it is {write_time(chat.clock.now(), chat.program)} now")


def agent(console: Console, argument: str) -> None:
    """Be the agent."""
    act_as_agent(console.chat, argument)


def payload(console: Console, argument: str) -> None:
    """Show the payload of a takeover as JSON."""
    from takeover.handover.writing import write_json

    count = read_count(argument)
    found = 0
    for turn in console.chat.session.turns.newest_first():
        for output in reversed(turn.outputs):
            if isinstance(output, TakeoverRequested | EmailRequested):
                found += 1
                if found == count:
                    console.verbatim(write_json(console.chat.requests.payload(output, console.chat.program), 2))
                    return
    raise Wrong("there is no takeover yet" if not found else f"there are only {found} takeovers and e-mails")


def save(console: Console, argument: str) -> None:
    """Write a transcript."""
    path, option, first = argument.partition("--from")
    if not path.strip() or (option and not first.strip()):
        raise Wrong("say where to save it", "for example /save transcripts/parrot.yaml, or … --from 3: from input 3 on")
    from takeover.chat.saving import save_transcript

    number = read_count(first.strip()) if option else 0
    console.screen.success(save_transcript(console.chat, console.folder / path.strip(), number))


def reload(console: Console, _argument: str) -> None:
    """Load the flows again."""
    console.chat.reload()


def show_help(console: Console, argument: str) -> None:
    """List the commands, or say what one does."""
    name = argument.removeprefix("/")
    if name and name not in SLASH:
        raise Wrong(f"there is no command /{name}", did_you_mean(name, SLASH))
    shown = [SLASH[name]] if name else SLASH.values()
    console.screen.table([(f"/{slash.name} {slash.usage}".rstrip(), slash.help) for slash in shown])
    if name == "agent":
        console.screen.table([(f"/agent {act} {usage}".rstrip(), said) for act, (usage, said) in AGENT.items()])
    if not name:
        console.screen.note(
            "a choice is taken by its number or its label; a text that begins with a slash is typed as //text"
        )


def leave(console: Console, _argument: str) -> None:
    """Leave the chat."""
    console.finished = True


SLASH: dict[str, Slash] = {
    slash.name: slash
    for slash in (
        Slash(
            "why",
            f"[N] [{WHOLE}]",
            "why the bot answered so: candidates, scores, what spoke for them, lines of the flow "
            f"(N: so many answers back; {WHOLE}: all of it)",
            why,
            lambda _: (WHOLE,),
        ),
        Slash("state", "", "what the conversation knows, and where it stands", state),
        Slash("set", "NAME VALUE", "set a param, or a field such as user.name", set_value, lambda at: names(at.chat)),
        Slash("undo", "[N]", "go back to before the last thing you did", undo),
        Slash("redo", "[N]", "do again what was undone", redo),
        Slash("restart", "", "begin a new conversation; /save keeps this one", restart),
        Slash("flows", "", "the flows and their steps", flows),
        Slash("goto", "FLOW[/STEP]", "go to a flow or a step", goto, lambda at: places(at.chat)),
        Slash("event", "NAME [PARAM=VALUE…]", "let an event happen", event, lambda at: event_names(at.chat)),
        Slash("send", "KIND URL [NAME]", f"send media: {', '.join(get_args(Media))}", send, lambda _: get_args(Media)),
        Slash("wait", "TIME", "let time pass at once: 10m, 1h 30m, 2 days", wait, lambda _: ("5m", "1h", "1 day")),
        Slash("agent", "WHAT [TEXT]", f"be the agent: {', '.join(AGENT)}", agent, lambda _: AGENT),
        Slash("payload", "[N]", "the last takeover as JSON (N: so many takeovers back)", payload),
        Slash("save", "FILE [--from N]", "write the talk as a transcript, to be played again (from input N on)", save),
        Slash("reload", "", "load the flows again; an edit is noticed by itself", reload),
        Slash("help", "[COMMAND]", "the commands, or one of them", show_help, lambda _: SLASH),
        Slash("quit", "", "leave; Ctrl-D does the same", leave),
    )
}
