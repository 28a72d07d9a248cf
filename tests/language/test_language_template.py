"""Templates: the fast way of filling and Liquid itself agree, and no template costs more than its bounds."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from takeover.language import liquid_engine
from takeover.language.history import History
from takeover.language.template import LONGEST, TemplateError, read_template
from takeover.language.values import Value
from takeover.language.views import ParamView, UserView
from takeover.source.nodes import Scalar
from takeover.source.span import Span

if TYPE_CHECKING:
    from collections.abc import Mapping


class Known:
    """Names with their values, as a conversation gives them."""

    def __init__(self, names: Mapping[str, object]) -> None:
        self.names = names

    def find(self, root: str) -> object:
        return self.names.get(root)

    def everything(self) -> Mapping[str, object]:
        return self.names


def written(text: str) -> Scalar:
    return Scalar(text, Span("made.yaml", 1, 1, 1, len(text) + 1))


def param(*values: Any) -> ParamView:
    history = History(Value(value, f"it's {value}") for value in values)
    return ParamView.of(history.last, history)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**6), 10**6)
    | st.sampled_from((1.5, -0.25, 3.0))
    | st.sampled_from(("", "a b", "ü")),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(("amount", "x")), inner, max_size=2),
    max_leaves=4,
)
PATHS = (
    "email", "email.value", "email.match", "email.first", "email.first.value", "email.last.match", "email.size",
    "email.x", "email.value.x", "email.value[0]", "email.all", "user", "user.name", "user.profile.firstName",
    "user.profile", "now", "nothing", "nothing.at.all", "question", "conversation.id",
)  # fmt: skip


@given(
    st.lists(JSON, min_size=1, max_size=3),
    st.lists(st.sampled_from(PATHS), min_size=1, max_size=3),
    st.sampled_from(("", " | default: 'n/a'", " | capitalize", "|upcase", " |  downcase ")),
)
def test_filling_without_liquid_gives_what_liquid_gives(values: list[Any], paths: list[str], after: str) -> None:
    names = {
        "email": param(*values),
        "user": UserView({"name": "Jane", "profile.firstName": "Jane"}),
        "now": datetime(2026, 3, 2, 10, 15, tzinfo=UTC),
        "question": "why?",
        "conversation": {"id": "c1"},
    }
    text = "<" + "|".join(f"{{{{ {path}{after} }}}}" for path in paths) + ">"
    template = read_template(written(text))
    assert template.parts is not None
    assert template.fill(Known(names)) == liquid_engine.fill(text, names)


def test_a_look_up_with_a_default_needs_no_liquid() -> None:
    template = read_template(written("""Dear {{ name | default: "customer" }}, {{ x|default:'-' }}"""))
    assert template.parts is not None
    assert template.fill(Known({})) == "Dear customer, -"


@pytest.mark.parametrize(
    "text",
    [
        "{% for i in (1..100000000) %}x{% endfor %}",
        "{{ (1..1000000000) | join }}",
        "{% assign a = 'xxxxxxxx' %}{% for i in (1..100) %}{% assign a = a | append: a %}{% endfor %}{{ a }}",
        "{% assign a = 9 %}{% for i in (1..100) %}{% assign a = a | times: a %}{% endfor %}{{ a }}",
        "{% for i in (1..70) %}{% for j in (1..70) %}{{ '" + "y" * 100 + "' }}{% endfor %}{% endfor %}",
    ],
)
def test_a_template_of_a_stranger_meets_a_bound(text: str) -> None:
    template = read_template(written(text))
    with pytest.raises(TemplateError):
        template.fill(Known({}))


@pytest.mark.parametrize(
    "text", ["{% include 'secret' %}", "{% render '/etc/passwd' %}", "{{ a | upcas }}", "{{ a", "{% if %}x{% endif %}"]
)
def test_what_liquid_refuses_is_refused_when_it_is_read(text: str) -> None:
    with pytest.raises(TemplateError):
        read_template(written(text))


@pytest.mark.parametrize("value", ["z" * 4_001, list("z" * 4_001)])
def test_a_filter_takes_no_more_without_liquid_than_with_it(value: Any) -> None:
    text = "{{ a.value | upcase }}"
    template = read_template(written(text))
    assert template.parts is not None
    with pytest.raises(TemplateError) as known:
        template.fill(Known({"a": param(value)}))
    with pytest.raises(TemplateError) as liquid:
        liquid_engine.fill(text, {"a": param(value)})
    assert str(known.value) == str(liquid.value)


@pytest.mark.parametrize("text", ["{{ a | upcase | downcase }}", "{{ a | upcased }}", "{{ a | upcase: 1 }}"])
def test_what_is_not_just_a_filter_is_left_to_liquid(text: str) -> None:
    try:
        assert read_template(written(text)).parts is None
    except TemplateError:
        assert "upcased" in text or ": 1" in text


def test_a_text_that_grows_too_long_is_refused() -> None:
    template = read_template(written("{{ a }}" * 11))
    with pytest.raises(TemplateError, match="grew"):
        template.fill(Known({"a": param("z" * (LONGEST // 10))}))


def test_the_places_of_names_are_those_in_the_text() -> None:
    template = read_template(written("a {{ name }} {{ order.items[0].id }}"))
    assert [(use.path, use.span.col) for use in template.uses] == [(("name",), 6), (("order", "items", 0, "id"), 17)]
