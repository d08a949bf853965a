"""Knows every rule by which a bank is held to measure well, and how to mend the order of options.

It refuses to know files: what is wrong is said with ids, and the content layer finds the lines.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from quiz.core.bank import Bank
from quiz.core.checks.finding import Finding, Severity
from quiz.core.checks.form import form_findings
from quiz.core.checks.items import item_findings
from quiz.core.checks.order import balance_order
from quiz.core.checks.texts import text_findings
from quiz.core.checks.trial import trial_findings, trials
from quiz.core.model import compile_model
from quiz.core.rules import Rules
from quiz.core.simulation.people import EXACT
from quiz.core.simulation.study import Study

__all__ = ["Examination", "Finding", "Severity", "balance_order", "check_bank", "examine"]


@dataclass(frozen=True, slots=True)
class Examination:
    """All that rules found, and the studies of simulated people by scenario (none if not asked)."""

    findings: tuple[Finding, ...]
    studies: Mapping[str, Study]


def check_bank(bank: Bank, rules: Rules, *, simulate: bool) -> list[Finding]:
    """List what the rules find: items, form, simulated people where asked for, and wording.

    Raises ValueError for a bank that cannot be scored at all (`quiz.core.model.compile_model`).
    """
    return list(examine(bank, rules, simulate=simulate).findings)


def examine(bank: Bank, rules: Rules, *, simulate: bool) -> Examination:
    """Hold the bank against every rule, and keep the studies that some of them need.

    The pilot term is left out: it is a caution for people, not a property of the bank. Raises
    ValueError like `check_bank`.
    """
    model = compile_model(bank, replace(rules, pilot_variance=0.0))
    found = [*item_findings(model), *form_findings(model)]
    studies = trials(model) if simulate else {}
    if EXACT.name in studies:
        found += trial_findings(model, studies[EXACT.name])
    return Examination((*found, *text_findings(bank, rules)), studies)
