"""Liquid itself, for templates with filters and tags: checked when read; bound in loops, memory and output when filled.

Importing this module imports python-liquid (about 200 ms), so only `template.py` does, and late.
Nothing here reads files (there is no loader, and `include` and `render` are taken out) or the clock (`date` is ours).
"""

from __future__ import annotations

import functools
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from liquid import BoundTemplate, Environment
from liquid.exceptions import LiquidError
from liquid.filter import with_context
from liquid.undefined import Undefined

from takeover.language.liquid_words import say_it
from takeover.language.template import LARGEST_ARGUMENT, LONGEST, TemplateError
from takeover.language.types.customs import find_locale
from takeover.language.views import is_blank
from takeover.source.regex import regex
from takeover.source.suggest import did_you_mean

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator, Mapping

    from liquid.context import RenderContext

LONGEST_FORM, LONGEST_CLOCK, LONGEST_TIMESTAMP = 100, len("hh:mm:ss"), 12
DIRECTIVE = regex("%(-?)([A-Za-z%])")


class BoundEnvironment(Environment):
    """Liquid with its limits set: what a stranger's template can cost is known beforehand."""

    block_nesting_limit = 20
    context_depth_limit = 20
    loop_iteration_limit = 5_000
    local_namespace_limit = 100_000
    output_stream_limit = LONGEST


OTHER_FILTERS = {
    **dict.fromkeys(("upper", "uppercase"), "upcase"),
    **dict.fromkeys(("lower", "lowercase"), "downcase"),
    **dict.fromkeys(("title", "titlecase", "proper", "capitalise"), "capitalize"),
    **dict.fromkeys(("length", "len", "count"), "size"),
    "trim": "strip",
}
"""What other template languages and spreadsheets call a filter."""


def check(text: str) -> Iterator[tuple[tuple[str | int, ...], int, int]]:
    """Give the names a template uses, with their offsets; raises TemplateError for bad syntax and unknown filters."""
    template = _read(text)
    analysis = template.analyze(include_partials=False)
    for name, places in analysis.filters.items():
        if name not in _environment().filters:
            meant = OTHER_FILTERS.get(name)
            hint = f'did you mean "{meant}"?' if meant else did_you_mean(name, _environment().filters)
            hint = hint or "a filter changes what is printed: {{ name | upcase }}"
            known = (meant,) if meant else tuple(_environment().filters)
            raise TemplateError(f'there is no filter "{name}"', places[0].index, hint, name, known)
    for uses in analysis.globals.values():
        for use in uses:
            path = tuple(part for part in use.segments if isinstance(part, str | int))
            yield path, use.span.index, use.span.index + len(str(path[0]))


def fill(text: str, names: Mapping[str, object]) -> str:
    """Fill a template that `check` has passed; raises TemplateError for a bound met or an input refused."""
    try:
        return _read(text).render(**names)
    except TemplateError:
        raise
    except LiquidError as error:
        raise TemplateError(str(error.message)) from error
    except (ArithmeticError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
        message = f"a filter failed: {error}"
        raise TemplateError(message) from error


@functools.lru_cache(maxsize=2_000)
def _read(text: str) -> BoundTemplate:
    try:
        return _environment().from_string(text)
    except LiquidError as error:
        message, hint = say_it(str(error.message), [tag for tag in _environment().tags if not tag.startswith("end")])
        offset = error.token.start_index if error.token is not None else -1
        if offset < 0:  # what is never closed is the last of its kind
            offset = text.rfind("{%" if "{%" in message else "{{")
        raise TemplateError(message, None if offset < 0 else offset, hint) from error
    except (RecursionError, ValueError) as error:
        message = "it is nested too deeply"
        raise TemplateError(message) from error


@functools.cache
def _environment() -> Environment:
    environment = BoundEnvironment(strict_filters=True)
    for tag in ("include", "render"):
        del environment.tags[tag]
    for name, apply in list(environment.filters.items()):
        environment.filters[name] = _bound(apply)
    environment.filters |= {"date": _date, "default": _default}
    return environment


def _bound(apply: Callable[..., Any]) -> Callable[..., Any]:
    """Refuse inputs of a filter that are so large that its work or its result could be."""

    @functools.wraps(apply)
    def bound(*values: Any, **named: Any) -> Any:  # noqa: ANN401 - filters take and give anything
        for value in values:
            if _weight(value) > LARGEST_ARGUMENT:
                raise TemplateError(f"a filter was given more than {LARGEST_ARGUMENT:,} characters or items")
        return apply(*values, **named)

    return bound


def _weight(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value.bit_length()
    if isinstance(value, str | list | tuple | range | dict):
        return len(value)
    return 1


def _default(value: object, other: object = "", *, allow_false: bool = False) -> object:
    """Give the other value for nothing, false or empty. The library's own takes a param that is 0 for false."""
    if value is False and allow_false:
        return value
    return other if isinstance(value, Undefined) or is_blank(value) else value


@with_context
def _date(value: object, form: object = "%Y-%m-%d", *, context: RenderContext) -> str:
    """Write a date or time in a strftime form; `now` is the conversation's clock. What is no date stays as it is.

    Days and months are named in the conversation's language. `%-d` and its like are without a leading zero everywhere.
    """
    moment = _moment(value, context.resolve("now", default=None))
    if moment is None:
        return str(value)
    if len(str(form)) > LONGEST_FORM:
        message = f"the form of a date is at most {LONGEST_FORM} characters"
        raise TemplateError(message)
    conversation = context.resolve("conversation", default=None)
    language = conversation.get("language") if isinstance(conversation, dict) else None
    return moment.strftime(DIRECTIVE.sub(lambda found: _write_part(moment, found, str(language or "en")), str(form)))


def _write_part(moment: datetime, found: re.Match[str], language: str) -> str:
    """Write what strftime writes in English only (a name), or not on every system (a number without its zero)."""
    flag, letter = found.groups()
    if letter in "AaBb" and not language.startswith("en"):
        locale = find_locale(language)
        if locale is not None:
            width = "wide" if letter.isupper() else "abbreviated"
            names, number = (locale.days, moment.weekday()) if letter in "Aa" else (locale.months, moment.month)
            return str(names["format"][width][number]).replace("%", "%%")
    return moment.strftime(f"%{letter}").lstrip("0 ") or "0" if flag else found[0]


def _moment(value: object, now: object) -> datetime | None:
    if isinstance(value, datetime):
        return value
    text = str(value).strip()
    if text in {"now", "today"}:
        return now if isinstance(now, datetime) else None
    try:
        if text.isdecimal() and len(text) <= LONGEST_TIMESTAMP:
            return datetime.fromtimestamp(int(text), now.tzinfo if isinstance(now, datetime) else UTC)
        if len(text) <= LONGEST_CLOCK and ":" in text and isinstance(now, datetime):
            return datetime.fromisoformat(f"{now.date().isoformat()}T{text}")
        return datetime.fromisoformat(text)
    except (ValueError, OverflowError, OSError):
        return None
