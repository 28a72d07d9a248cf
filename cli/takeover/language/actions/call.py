"""The action `call`: an HTTP request, whose answer the flow can use."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from takeover.language.doing import DO
from takeover.language.filled_json import JsonShape, JsonTemplate, fill_json
from takeover.language.naming import Ref, Refer, SaveTo, Slot
from takeover.language.run import Action, HttpRequest, Nest, Run, Wait
from takeover.language.template import Template, TemplateText
from takeover.source.light import NamedTuple
from takeover.source.shapes import Field, Kind, Length, Table, Word

if TYPE_CHECKING:
    from takeover.source.nodes import Scalar
    from takeover.source.span import Span

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
TIMEOUT = 10
HEADERS = Table(TemplateText(), "headers with their values")
FORM = Table(TemplateText(empty=True), "form fields with their values")


class Call(NamedTuple):
    """A request to an address or a target of the bot. `json`, `form` and `body` are three ways to give it a body."""

    span: Span
    url: Template | None = None
    target: Ref | None = None
    method: str = ""
    headers: tuple[tuple[Scalar, Template], ...] = ()
    json: JsonTemplate | None = None
    form: tuple[tuple[Scalar, Template], ...] = ()
    body: Template | None = None
    save: Slot | None = None
    timeout: int = TIMEOUT
    example: JsonTemplate | None = None
    failed: tuple[Action, ...] | None = None

    def perform(self, run: Run) -> Wait:
        """Request it, and wait for the answer."""
        has_body = self.json is not None or self.form or self.body is not None
        request = HttpRequest(
            method=self.method or ("POST" if has_body else "GET"),
            url=fill_address(self.url, run) if self.url else "",
            target=self.target.text if self.target else "",
            headers={name.text: run.fill(value) for name, value in self.headers},
            json=None if self.json is None else (fill_json(self.json, run),),
            form={name.text: run.fill(value) for name, value in self.form},
            text=run.fill(self.body) if self.body else "",
            timeout=self.timeout,
            example=None if self.example is None else (fill_json(self.example, run),),
        )
        run.call(self.span, request)
        return Wait()

    def nests(self) -> tuple[Nest, ...]:
        """Give what is done when the call fails."""
        return () if self.failed is None else (Nest("failed", self.failed),)


def fill_address(address: Template, run: Run) -> str:
    """Fill an address. What a user said cannot leave its place: values are percent-encoded, but for one that begins it.

    A template that needs Liquid itself is filled as it is; there, `url_encode` is the designer's.
    """
    if address.parts is None or address.fixed:
        return run.fill(address)
    first, *rest = address.parts
    begins = len(rest) > 0 and not first
    filled = [part if isinstance(part, str) else part.print(run.facts) for part in address.parts]
    return "".join(
        value if isinstance(part, str) or (begins and place == 1) else quote(value, safe="", errors="replace")
        for place, (part, value) in enumerate(zip(address.parts, filled, strict=True))
    )


CALL = Kind(
    "call",
    "call",
    "Makes an HTTP request and awaits its answer, which `save` keeps: `{{ order.status }}` looks into it. It counts "
    "when the status is 200 to 299; else `failed` is done. Nothing is sent unless the chat is live: `example` is used.",
    "call: {url: 'https://api.acme.example/orders/{{ number }}', save: order, example: {status: shipped}}",
    Call,
    (
        Field("url", TemplateText("an address"), "the address; {{ names }} in it are percent-encoded"),
        Field("target", Refer("target"), "a target of the bot, in place of an address"),
        Field("method", Word(METHODS, "method"), "GET, POST, … (default: GET, or POST with a body)"),
        Field("headers", HEADERS, "headers"),
        Field("json", JsonShape(), "a JSON body; texts in it may hold {{ names }}"),
        Field("form", FORM, "a form as body"),
        Field("body", TemplateText(), "a text as body"),
        Field("save", SaveTo(), "where the answer is kept"),
        Field("timeout", Length(), f"how long to wait (default {TIMEOUT}s)"),
        Field("example", JsonShape(), "an answer that stands in for the real one where nothing is sent"),
        Field("failed", DO, "what is done when it fails; the actions below go on then"),
    ),
)
