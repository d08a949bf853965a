"""What pages of a sitting leave out of the style sheet: nothing that they could use."""

from quiz.web.excerpt import excerpt, worn

SHEET = (
    ":root{--a:1px}b,.note,.card p{color:red}.r1{top:0}.r2{top:1px}.road{top:2px}"
    ".note:not(.card):hover,a[class^=x]>b:nth-child(2){top:0;p{top:1px}}"
    ":is(.card,.note) b,:is(.card,.road) b{top:0}:is(.out,:is(.card,.road) b)::marker{top:0}"
    "@media (min-width:1px){.card{top:0}@supports (a:b){.note{top:0}}}@media print{.card{top:0}}"
    "@keyframes rise{from{top:0}}@page{margin:0}"
)


def test_rules_whose_tags_and_classes_are_there_stay_as_they_are_and_in_their_order():
    assert excerpt(SHEET, {"a", "b", "note", "r{{"}) == (
        ":root{--a:1px}b,.note{color:red}.r1{top:0}.r2{top:1px}"
        ".note:not(.card):hover,a[class^=x]>b:nth-child(2){top:0;p{top:1px}}"
        ":is(.card,.note) b{top:0}"
        "@media (min-width:1px){@supports (a:b){.note{top:0}}}"
        "@keyframes rise{from{top:0}}@page{margin:0}"
    )


def test_tags_and_classes_are_found_in_all_templates_that_a_page_is_built_from(tmp_path):
    (tmp_path / "base.html").write_text(
        "<main class=\"wrap{{ ' no' if late }}\"><h1>so</h1></main>"
    )
    (tmp_path / "page.html").write_text(
        '{% extends "base.html" %}{% import "page.html" as itself %}'
        '{% block body_class %}quiz bp{% endblock %}<i class="r{{ loop.index }}">'
    )
    found = worn(tmp_path, ["page.html"])
    assert {"main", "wrap", "no", "h1", "i", "quiz", "bp", "r{{"} <= found
    assert "so" not in found
