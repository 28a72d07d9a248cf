"""Bots written as YAML in a test: read, linked and checked, without a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.engine.link import link_anyway
from takeover.language.bot import read_bot
from takeover.lint.run import check
from takeover.loading.yaml_tree import read_tree
from takeover.source.diagnostic import Diagnostic, Problems

if TYPE_CHECKING:
    from collections.abc import Collection

    from takeover.engine.program import Program

TAIL = """
flow: Takeover
steps:
  - when: unknown
    do:
      - say: A colleague will answer you within five minutes.
      - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
  - when: {contains: [person, human]}
    interrupts: true
    do:
      - say: A colleague will answer you within five minutes.
      - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
"""
"""A flow that leads everybody to a person, in a file of its own beside the one of a test."""


def read_text(*files: str) -> tuple[Program | None, list[Diagnostic], dict[str, str]]:
    """Read and link a bot of these files; the program is there when names alone are wrong."""
    problems = Problems()
    sources = {f"{number}.yaml" if number else "bot.yaml": text for number, text in enumerate(files)}
    trees = [read_tree(text, name, problems) for name, text in sources.items()]
    if problems.fatal:
        return None, problems.found, sources
    reading = Problems()
    bot = read_bot([tree for tree in trees if tree is not None], reading)
    problems.found += reading.found
    if reading.fatal:
        return None, problems.found, sources
    return link_anyway(bot, problems), problems.found, sources


def program_of_text(*files: str) -> Program:
    """Read and link a bot that is meant to be right."""
    program, problems, _ = read_text(*files)
    assert program is not None, problems
    assert problems == []
    return program


def lint(*files: str, select: Collection[str] | None = None) -> tuple[Diagnostic, ...]:
    """Give all problems of a bot."""
    program, problems, sources = read_text(*files)
    assert program is not None, problems
    return check(program, sources, select=select, reported=problems)


def told(problems: Collection[Diagnostic]) -> list[str]:
    """Write problems shortly: `code file:line:col`."""
    return [f"{problem.code} {problem.span}" for problem in problems]
