"""Names: what is taken off around them, which capitals they get, and what is plainly none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from takeover.language.types import TYPES, Place

NOW = datetime(2026, 3, 2, 10, 15, tzinfo=UTC)

CASES = """
en | Jane                                      | Jane
en |   jane doe                                | Jane Doe
en | My name is Jane Doe                       | Jane Doe
en | my name is jane, and I need help          | Jane
en | Hi, my name is Jane                       | Jane
en | hello Jane                                | Jane
en | I'm Jane from Acme                        | Jane
en | I’m Jane                                  | Jane
en | it's Jane                                 | Jane
en | This is Jane speaking                     | Jane
en | sure, call me Jay                         | Jay
en | you can call me Al                        | Al
en | the name's Bond. James Bond               | Bond
en | Jane please                               | Jane
en | Jane Doe, thanks!                         | Jane Doe
en | Jane 😀                                   | Jane
en | Doe, Jane                                 | Doe, Jane
en | JANE DOE                                  | JANE DOE
en | Jane McDoe                                | Jane McDoe
en | o'neil                                    | O'Neil
en | O’Neil                                    | O'Neil
en | mary-jane watson                          | Mary-Jane Watson
en | dr. jane doe                              | Dr. Jane Doe
en | J. R. R. Tolkien                          | J. R. R. Tolkien
en | martin luther king jr.                    | Martin Luther King Jr.
en | jan van der berg                          | Jan van der Berg
en | 't hooft                                  | 't Hooft
en | Will                                      | Will
en | May                                       | May
en | 李小龙                                     | 李小龙
en | björn åkesson                             | Björn Åkesson
nl | mijn naam is Jan de Vries                 | Jan de Vries
nl | ik ben jan                                | Jan
nl | hoi, Jan hier                             | Jan
nl | u spreekt met Piet graag                  | Piet
de | Guten Tag, mein Name ist Anna Schmidt     | Anna Schmidt
de | ich heiße jürgen von müller               | Jürgen von Müller
fr | moi c'est zoé merci                       | Zoé
fr | je m'appelle Zoé                          | Zoé
es | me llamo José García                      | José García
xx | my name is Jane                           | Jane
"""


@pytest.mark.parametrize("line", CASES.strip().splitlines())
def test_a_name_is_found_in_what_was_said(line: str) -> None:
    language, text, name = line.split(" | ")
    found = TYPES["name"].find(text, Place(language, None, NOW))
    assert found is not None
    assert found.value == name.strip()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        *(
            ("en", text)
            for text in (
                "", "no", "yes", "Hi", "Thank you", "what is that?", "Who are you?", "Jane?", "I'm not sure",
                "I need help",
                "I don't want to tell", "none of your business", "12 Main Street", "jane@example.com", "Jane2", "n/a",
                "-",
                "X", "😀", "my name is", "I am", "it's broken", "I'm calling about my order", "Can I talk to a human",
                "My parrot ate the invoice", "Jane, I need help", "Peter, Paul, Mary", "de la", "van", "and",
                "jane/john",
                "Jane Doe Smith Jones Brown White", "https://example.com",
            )
        ),
        ("nl", "ik ben boos"), ("nl", "ik wil een mens spreken"), ("nl", "nee"), ("de", "ich bin müde"),
        ("fr", "je suis perdu"), ("es", "soy un cliente"),
    ],
)  # fmt: skip
def test_what_is_plainly_no_name_is_left_alone(language: str, text: str) -> None:
    assert TYPES["name"].find(text, Place(language, None, NOW)) is None


def test_the_place_is_that_of_the_name_alone() -> None:
    text = "Hi there, my name is  jane  doe, thanks"
    found = TYPES["name"].find(text, Place("en", None, NOW))
    assert found is not None
    assert (found.value, text[found.start : found.end]) == ("Jane Doe", "jane  doe")
