"""Knows how a persona's sheet of answers is read and scored on the shipped content."""

from pathlib import Path

from ruamel.yaml import YAML

from quiz.core.bank import Format, MostLeast
from quiz.core.model import compile_model
from quiz.core.report import assess

HERE = Path(__file__).parent


def told(path):
    return YAML(typ="safe").load(path)


def answers(bank, sheet):
    return {
        item: MostLeast(*answer) if bank.item(item).format is Format.MOST_LEAST else answer
        for item, answer in sheet.items()
    }


def scored(catalogue, person):
    """The result of a persona, by the name of its sheet."""
    sheet = told(HERE / "people" / f"{person}.yaml")["answers"]
    model = compile_model(catalogue.bank, catalogue.rules)
    return assess(model, answers(catalogue.bank, sheet), digest="golden")
