"""The rules of `takeover validate`, one file each. To add one, write its file and name it here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.lint.rules import (
    automatic_mail,
    cut_sentence,
    dead_choice,
    duplicate_example,
    empty_flow,
    endless_loop,
    few_examples,
    greedy_pattern,
    hours_without_else,
    long_text,
    maybe_no_contact,
    maybe_unset,
    missing_variant,
    near_examples,
    never_matches,
    no_contact,
    no_interrupt,
    no_last_route,
    no_person,
    no_service,
    no_unavailable,
    no_unknown,
    nothing_resumes,
    person_out_of_reach,
    printed_list,
    proof_incomplete,
    route_never_applies,
    secret_in_file,
    sensitive_printed,
    speaks_while_paused,
    taken_choice,
    unknown_goes_round,
    unreachable_action,
    unreachable_step,
    unset_name,
    unset_value,
    untold_takeover,
    unused_entity,
    unused_event,
    unused_hours,
    unused_param,
    unused_target,
    wrong_target,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from takeover.lint.rule import Rule

RULES: tuple[Rule, ...] = (
    # Names and shape.
    dead_choice,
    empty_flow,
    unused_entity,
    unused_event,
    unused_hours,
    unused_param,
    unused_target,
    # Reach.
    duplicate_example,
    endless_loop,
    near_examples,
    never_matches,
    taken_choice,
    unreachable_action,
    unreachable_step,
    # Understanding.
    few_examples,
    greedy_pattern,
    no_interrupt,
    no_unknown,
    # Texts.
    cut_sentence,
    long_text,
    maybe_unset,
    missing_variant,
    printed_list,
    unset_name,
    unset_value,
    # Handover.
    automatic_mail,
    hours_without_else,
    maybe_no_contact,
    no_contact,
    no_last_route,
    no_unavailable,
    nothing_resumes,
    route_never_applies,
    secret_in_file,
    sensitive_printed,
    speaks_while_paused,
    untold_takeover,
    wrong_target,
    # A person, from every place.
    no_person,
    no_service,
    person_out_of_reach,
    proof_incomplete,
    unknown_goes_round,
)

LINT: Mapping[str, Rule] = {rule.CODE: rule for rule in RULES}
"""Every rule by its code. Codes are stable: comments in flows and settings of CI name them."""
