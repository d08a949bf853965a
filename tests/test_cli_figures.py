"""How figures from real answers are put into words."""

from dataclasses import replace

import numpy as np

from quiz.cli.calibration_report import Basis, report
from quiz.cli.items import figures_lines
from quiz.core.bank import OptionId
from quiz.core.calibration.levels import Level
from quiz.core.calibration.proposal import Proposal, TunedItem, TunedOption
from quiz.core.calibration.usable import Usable
from quiz.core.items import BankFigures, ItemFigures
from quiz.core.use import OptionUse
from tests.core.builders import bank, block, model, option, slider

TWO = bank(
    block("a", option("one", {"why": 3}), option("two", {"how": 3})),
    slider("s", left="why", right="how"),
)
SEEN = OptionUse(OptionId("one"), 0.97, 0.02), OptionUse(OptionId("two"), 0.03, 0.98)


def tuned(name, *, slope=None, slope_sd=None, level=Level.SLOPE, popularity=0.4):
    options = TWO.item(name).options
    return TunedItem(
        id=name,
        people=300,
        level=level,
        slope=slope,
        slope_sd=slope_sd,
        options=tuple(
            TunedOption(each.id, sign * popularity, 0.1, each.weights)
            for sign, each in zip((1, -1), options, strict=True)
        ),
    )


def told(*items, settled=True, sample=None, uses=((), ()), **more):
    proposal = Proposal(300, Level.SLOPE, items, rounds=9, settled=settled)
    sample = sample or Usable([np.zeros((300, 2), dtype=np.int16)])
    basis = Basis("q.yaml", "q.next.yaml", "2030-01-01", sample, uses, **more)
    return report(TWO, replace(TWO, version="2"), proposal, basis=basis)


def test_the_report_says_how_sure_each_figure_is():
    text = told(tuned("a", slope=0.8, slope_sd=0.05), tuned("s", popularity=0.15))
    assert "| one | not known yet | 0.00 | 0.40 ± 0.10 * | why 3 | why 3 |" in text
    assert "| left | not known yet | 0.00 | 0.15 ± 0.10 | why 2 | why 2 |" in text
    assert "It tells 0.80 ± 0.05 of what is written." in text
    assert "2 of their 4 options are popular or unpopular beyond chance" in text
    assert "The search came to rest after 9 rounds" in text
    assert "## To mend" not in text


def test_the_report_names_what_fails():
    text = told(
        tuned("a", slope=0.1, slope_sd=0.05),
        tuned("s", slope=-0.4, slope_sd=0.05),
        settled=False,
        uses=(SEEN, ()),
    )
    assert "- `a` tells hardly anything: 0.10 ± 0.05" in text
    assert "- `s` tells the opposite: -0.40 ± 0.05" in text
    assert "- `a`, option `two`: chosen by 3.0%" in text
    assert "| one | 97.0% |" in text
    assert "was cut short" in text


def test_the_report_says_who_was_left_out():
    sample = Usable(drafts=3, short=2, doubtful=1)
    text = told(tuned("a"), tuned("s"), sample=sample, others=4, repeated=5)
    assert "3 never finished, 2 with too few answers, 1 whose answers repeat a pattern" in text
    assert "4 exports of other questions, 5 that were there twice" in text


def test_what_stays_as_written_is_called_so():
    text = told(*(tuned(name, level=Level.AS_WRITTEN, popularity=0) for name in ("a", "s")))
    assert "0 of 2 questions are tuned" in text
    assert "| as it was | why 3 | as they were |" in text
    assert "The largest popularity" not in text


def test_words_of_the_questions_are_never_markup():
    marked = replace(TWO.items[0], situation="Is a_b | <b>*more*</b>?")
    proposal = Proposal(300, Level.SLOPE, (tuned("a"), tuned("s")), rounds=9, settled=True)
    basis = Basis("q.yaml", "n.yaml", "2030-01-01", Usable(), ((), ()))
    odd = replace(TWO, items=(marked, TWO.items[1]))
    assert r"Is a\_b \| \<b\>\*more\*\</b\>?" in report(odd, odd, proposal, basis=basis)


def lines(item_rest, *, uses=SEEN, doubtful=2, reliability=(0.9, 0.85)):
    figures = BankFigures(
        people=400,
        doubtful=doubtful,
        watched=500,
        finishing=0.8,
        reliability=reliability,
        items=(ItemFigures("a", 400, 399, uses, 0.0025, item_rest, 0.01),),
    )
    return "\n".join(figures_lines(model(TWO), figures))


def test_figures_of_the_questions_come_with_what_to_do():
    text = lines(0.4)
    assert "Left out: 2 more whose answers ask for a second look." in text
    assert "x 0.90, y 0.85" in text
    assert "80.0%" in text
    assert "with the rest 0.40\n" in text
    assert (
        "two                          chosen   3.0%   refused  98.0%   hardly ever chosen" in text
    )
    assert "with the rest 0.10: weak, look at it" in lines(0.1)
    assert "with the rest -0.10: works against them, replace it" in lines(-0.1)


def test_nothing_is_said_where_too_few_answered():
    text = lines(None, uses=None, doubtful=0, reliability=None)
    assert "Left out" not in text
    assert text.count("not known yet") == 3


def test_a_slider_has_nothing_to_refuse():
    assert "refused" not in lines(0.4, uses=(OptionUse(OptionId("left"), 0.4, None),))
