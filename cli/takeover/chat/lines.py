"""Lines of a stream, each as it comes, none of them longer than a person or a program would write on purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

LONGEST = 1_000_000


def read_lines(stream: TextIO) -> Iterator[str | None]:
    """Give the lines without their ends; None for one of more than LONGEST characters, which is left out."""
    while line := stream.readline(LONGEST + 1):
        if line.endswith("\n"):
            yield line[:-1].removesuffix("\r")
        elif len(line) <= LONGEST:  # the last one, without its end
            yield line
        else:
            while (rest := stream.readline(LONGEST)) and not rest.endswith("\n"):
                pass
            yield None
