"""`fourways simulate` on few people: tables, JSON, pictures and the same figures for one seed."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from quiz.cli import main
from quiz.cli.pictures import plane_picture
from quiz.cli.simulate import simulate
from quiz.content.catalogue import load
from quiz.core.model import compile_model
from quiz.core.simulation.people import EXACT
from quiz.core.simulation.study import study

ROOT = Path(__file__).resolve().parent.parent
SCENARIOS = ["exact", "noisy", "biased", "careless"]
SVG = "{http://www.w3.org/2000/svg}"


def run(*words):
    return CliRunner().invoke(main, ["simulate", "--people", "20", *map(str, words)])


@pytest.fixture(scope="module")
def told():
    return run()


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report") / "pictures"
    done = run("--json", "--without-pilot", "--pictures", folder)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout), folder


def test_the_tables_have_a_column_for_every_scenario(told):
    assert told.exit_code == 0, told.output
    (heading,) = re.findall(r"^Told the track.*$", told.stdout, re.MULTILINE)
    assert heading.split()[-4:] == SCENARIOS
    for row in ("truth known", "Calibration error", "check-answers", "items until it may stop"):
        (line,) = re.findall(rf"^.*{row}.*$", told.stdout, re.MULTILINE)
        assert len(line) > 70


def test_the_tables_say_that_all_of_it_is_simulated(told):
    assert "they say nothing about real careers" in told.stdout
    assert "with the caution of a trial version" in told.stdout


def test_the_same_seed_gives_the_same_tables(told):
    assert run().stdout == told.stdout
    assert run("--seed", "1").stdout != told.stdout


def test_progress_does_not_mix_with_the_figures(told):
    assert "Simulating" in told.stderr
    assert "Simulating" not in told.stdout


def test_json_has_everything_in_full(drawn):
    figures, _ = drawn
    assert list(figures["scenarios"]) == SCENARIOS
    assert figures["pilot_variance"] == 0
    exact = figures["scenarios"]["exact"]
    assert exact["accuracy"]["posterior"] == exact["accuracy"]["limit"]
    assert sum(map(sum, exact["confusion"])) == exact["people"] == 20
    assert sum(v["share"] for v in exact["verdicts"].values()) == pytest.approx(1)
    assert sum(b["people"] for b in exact["calibration"]) == 20
    assert sum(exact["adaptive"]["reasons"].values()) == pytest.approx(1)


@pytest.mark.parametrize("name", ["reliability.svg", "plane.svg"])
def test_pictures_are_titled_and_hold_no_script(drawn, name):
    root = ET.parse(drawn[1] / name).getroot()  # noqa: S314 - our own file
    assert root.find(f"{SVG}title").text
    assert root.attrib["role"] == "img"
    assert root.findall(f".//{SVG}script") == []


def test_the_plane_has_a_mark_for_everyone_and_a_border_between_each_two_tracks():
    catalogue = load(ROOT)
    model = compile_model(catalogue.bank, catalogue.rules)
    root = ET.fromstring(  # noqa: S314 - our own picture
        plane_picture(model, study(model, EXACT, people=30, seed=1, rounds=2))
    )
    marks = [m for m in root.iter() if m.attrib.get("fill-opacity")]
    borders = [m for m in root.iter(f"{SVG}path") if m.attrib.get("stroke") == "#999"]
    assert (len(marks), len(borders)) == (30, 3)
    names = [text.text for text in root.iter(f"{SVG}text")]
    assert {"Product manager", "Product owner", "Project manager"} <= set(names)


def test_a_bank_with_problems_is_refused_with_all_of_them(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text("version: 1\n")
    refused = run("--bank", file)
    assert refused.exit_code == 1
    assert "mine.yaml:1:" in refused.stderr


def test_another_bank_is_simulated_by_its_own_weights(tmp_path):
    file = tmp_path / "mine.yaml"
    text = (ROOT / "questions.yaml").read_text(encoding="utf-8")
    file.write_text(text.replace('version: "1.1"', 'version: "9.9"', 1), encoding="utf-8")
    assert "Bank 9.9" in run("--bank", file).stdout


def test_people_are_counted_in_sensible_numbers():
    assert CliRunner().invoke(simulate, ["--people", "3"]).exit_code == 2
