"""Knows what the public career pages share: whose words they use, addresses, sources of sentences.

It refuses to keep a visitor's words: they stand in the page's own address and nowhere else.
"""

from collections.abc import Iterable
from typing import Any

from flask import render_template, request, url_for

from quiz.core.rungs import Statement
from quiz.web.presenters.references import references
from quiz.web.presenters.titles import Titles, titles
from quiz.web.reading import faces_now
from quiz.web.request import catalogue


def words() -> Titles:
    """Give the titles to use on the page that is being asked for.

    What the content does not know is left out, so that an old link still opens its page.
    """
    return titles(catalogue().careers, request.args.to_dict())


def page_url(endpoint: str, **values: str) -> str:
    """Build the address of a public career page that keeps to the words chosen here."""
    asked: dict[str, Any] = {**words().chosen, **values}
    return url_for(endpoint, **asked)


def role_url(role: str) -> str:
    """Build the address where a role is described: its rung, or its place among the neighbours."""
    careers = catalogue().careers
    shown = next((n.rung for n in careers.neighbours if n.id == role and n.rung), role)
    for rung in careers.rungs:
        if rung.id == shown:
            return page_url("rungs.rung", track=rung.track, rung=rung.id)
    if any(role == track.id for track in careers.tracks):
        return page_url("ladders.track", track=role)
    return page_url("moves.roles", _anchor=role)


def show(
    template: str, said: Iterable[Statement], *, places: Iterable[str] = (), **values: object
) -> str:
    """Render a public career page. `said` are its sentences, in the order of the page.

    At `places`, ids of roles, duties and pairs, it adds what the words chosen here mean for them.
    """
    named = words()
    said = [*said, *(statement for place in places for statement in named.here(place))]
    return render_template(
        template,
        careers=catalogue().careers,
        faces=faces_now(),
        references=references(catalogue().careers, said),
        words=named,
        page_url=page_url,
        role_url=role_url,
        **values,
    )
