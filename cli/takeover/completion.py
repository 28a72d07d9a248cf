"""What the shell offers for a half-typed word; each asks its command, and only when somebody presses the key."""

from __future__ import annotations


def formats(incomplete: str) -> list[str]:
    """Offer the formats of problems."""
    from takeover.commands.validate import complete_formats

    return complete_formats(incomplete)


def results(incomplete: str) -> list[str]:
    """Offer the formats of results."""
    from takeover.commands.replay import complete_formats

    return complete_formats(incomplete)


def codes(incomplete: str) -> list[str]:
    """Offer the codes of problems."""
    from takeover.commands.validate import complete_codes

    return complete_codes(incomplete)


def schemas(incomplete: str) -> list[str]:
    """Offer the kinds of schemas."""
    from takeover.commands.schema import complete_kinds

    return complete_kinds(incomplete)


def words(incomplete: str) -> list[str]:
    """Offer the words of the flow language."""
    from takeover.commands.reference import complete_words

    return complete_words(incomplete)


def models(incomplete: str) -> list[str]:
    """Offer the ready bots."""
    from takeover.commands.new import complete_models

    return complete_models(incomplete)


def states(incomplete: str) -> list[str]:
    """Offer the states of what lies in the outbox."""
    from takeover.commands.outbox import complete_states

    return complete_states(incomplete)


def recipes(incomplete: str) -> list[str]:
    """Offer the help desks that ship."""
    from takeover.commands.recipes import complete_names

    return complete_names(incomplete)


def reports(incomplete: str) -> list[str]:
    """Offer the formats of a probe's report."""
    from takeover.commands.probe import complete_formats

    return complete_formats(incomplete)


def foreign(incomplete: str) -> list[str]:
    """Offer the formats of other tools."""
    from takeover.commands.import_ import complete_forms

    return complete_forms(incomplete)


def logs(incomplete: str) -> list[str]:
    """Offer the formats of what is said about a log."""
    from takeover.commands.replay_log import FORMATS

    return [form for form in FORMATS if form.startswith(incomplete)]
