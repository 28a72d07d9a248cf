"""Languages by their codes: which there are, how a code is written, and which is meant by one that is not known."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from takeover.source.light import NamedTuple
from takeover.source.nodes import Items, Node, Scalar
from takeover.source.regex import regex
from takeover.source.shapes import Definitions, Many, Schema
from takeover.source.shapes.shape import wanted
from takeover.source.suggest import closest, respell

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from takeover.source.diagnostic import Problems

REST = r"(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?"
TAG = regex(rf"[a-z]{{2,3}}{REST}")
"""A tag of BCP 47 (RFC 5646): a language, perhaps its script, perhaps the region where it is spoken."""
LABEL = "a language code such as en or pt-BR"
_CODES = """
aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es
et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki
kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no
nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te
tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu ast bho ceb ckb cop dsb fil frr fur
gsw haw hmn hsb ilo kab kok lij mai mni nds nso pap sat scn smn szl tet tpi vec war yue zgh
"""
CODES = frozenset(_CODES.split())
"""The languages of ISO 639-1 (https://www.loc.gov/standards/iso639-2/), and those of three letters that bots speak."""
MANY = ("en", "es", "fr", "de", "pt", "it", "nl")
"""Languages that many people write: by their names for others a language is found, and of two the first is meant."""
OF_USER = ("language", "profile.language")
"""The fields of the user that say what is spoken: a talk goes on in it."""


def find_tag(text: str) -> str | None:
    """Give the tag that a text is, however it is cased and joined (`NL`, `pt_br`); None where it is of no language."""
    language, *others = text.strip().replace("_", "-").split("-")
    cased = [part.title() if len(part) == 4 else part.upper() for part in others]  # noqa: PLR2004 - ISO 15924
    tag = "-".join((language.lower(), *cased))
    return tag if tag.partition("-")[0] in CODES and TAG.fullmatch(tag) else None


def find_language(text: str) -> str | None:
    """Give the language that somebody names: by its code, or its name in itself or in a language of many."""
    name = text.strip().casefold()
    return find_tag(text) or _names().get(name) or (_own_names().get(name) if name else None)


def wider(tag: str) -> Iterator[str]:
    """Give a tag, and what it is a part of: `zh-Hant-TW`, `zh-Hant`, `zh`."""
    while tag:
        yield tag
        tag = tag.rpartition("-")[0]


def find_meant(text: str) -> str:
    """Give the tag that was probably meant by a text that is none: a language's name, a country's code; or ""."""
    tag = find_tag(text) or _names().get(text.strip().casefold())
    if tag is None and text.isascii() and text.isalpha() and len(text) == 2:  # noqa: PLR2004 - ISO 3166
        from babel.languages import get_official_languages

        return next((spoken for spoken in get_official_languages(text.upper()) if spoken in CODES), "")
    return tag or closest(text, (*MANY, *sorted(code for code in CODES if len(code) == len(MANY[0])))) or ""


def is_meant(text: str) -> bool:
    """Say whether a text is a language in some way: its code however written, or its name."""
    return find_tag(text) is not None or text.strip().casefold() in _names()


@functools.cache
def _names() -> Mapping[str, str]:
    """Give the languages by their names in some that many designers and users write, folded."""
    from babel import Locale

    found: dict[str, str] = {}
    for place in reversed(MANY):
        found |= {name.casefold(): code for code, name in Locale(place).languages.items() if code in CODES}
    return found


@functools.cache
def _own_names() -> Mapping[str, str]:
    """Give the languages by their names in themselves, folded. Reading them all takes a third of a second."""
    from babel import Locale, localedata

    known = [code for code in sorted(CODES) if localedata.exists(code)]
    return {Locale(code).languages.get(code, code).casefold(): code for code in known}


class LanguageTag(NamedTuple):
    """The shape of a language's code."""

    label: str = LABEL

    def read(self, node: Node, problems: Problems) -> Scalar | None:
        """Give it with its place."""
        if not isinstance(node, Scalar) or node.missing:
            wanted(self.label, node, problems)
            return None
        if TAG.fullmatch(node.text) and node.text.partition("-")[0] in CODES:
            problems.texts.append(node)  # `no` is one, and false to others
            return node
        tag = find_tag(node.text)
        meant = tag or find_meant(node.text)
        hint = f'did you mean "{meant}"?' if meant else "write it as ISO 639 does: en, nl, de, pt-BR"
        fix = respell(node.text, node.span, (tag,)) if tag is not None else None
        problems.error("unknown-language", f'"{node.text}" is not {self.label}', node.span, hint, fix=fix)
        return None

    def schema(self, definitions: Definitions) -> Schema:
        """Give the pattern, with all that are known: a mistyped key of something else is no language."""
        tags = f"^(?:{'|'.join(sorted(CODES))}){REST}$"
        return definitions.refer("language", lambda: {"type": "string", "pattern": tags, "examples": ["en", "pt-BR"]})


class Spoken:
    """The shape of what a bot speaks: a language, or a list of them, the one that it speaks by itself first."""

    label = f"{LABEL}, or a list of them"

    def read(self, node: Node, problems: Problems) -> tuple[Scalar, ...] | None:
        """Give them with their places."""
        return _TAGS.read(node, problems) if isinstance(node, Items) else _ONE.read(node, problems)

    def schema(self, definitions: Definitions) -> Schema:
        """Accept both forms."""
        return _ONE.schema(definitions)


_TAGS = Many(LanguageTag(), Spoken.label)
_ONE = Many(LanguageTag(), Spoken.label, single=True)
