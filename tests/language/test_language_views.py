"""Params in templates: a filter makes of a param what it makes of the text that is printed."""

from __future__ import annotations

import pytest

from takeover.language.history import History
from takeover.language.template import read_template
from takeover.language.values import Json, Value
from takeover.language.views import ParamView, write_value
from takeover.source.nodes import Scalar
from takeover.source.span import NOWHERE


class One:
    """A conversation that knows one thing, called `it`."""

    def __init__(self, known: object) -> None:
        self.known = known

    def find(self, root: str) -> object:
        return self.known if root == "it" else None

    def everything(self) -> dict[str, object]:
        return {"it": self.known}


@pytest.mark.parametrize("value", ["14:30", "jane van den Berg", "", 25, 12.5, True, {"amount": 3, "currency": "EUR"}])
@pytest.mark.parametrize(
    "filters",
    [
        "slice: 0, 2",
        "slice: -2, 2",
        "truncate: 4",
        "truncatewords: 2",
        "capitalize",
        "upcase",
        "append: '!'",
        "replace: 'a', 'o'",
        "split: ' ' | first",
        "size",
        "url_encode",
        "escape",
        "strip",
    ],
)
def test_a_filter_takes_a_param_for_what_is_printed(value: Json, filters: str) -> None:
    template = read_template(Scalar(f"{{{{ it | {filters} }}}}", NOWHERE))
    kept = Value(value, "as it was said")
    assert template.fill(One(ParamView.of(kept, History([kept])))) == template.fill(One(write_value(value)))
