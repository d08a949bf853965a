"""Knows what each item would tell about the track, given the answers so far, on a fixed grid.

It refuses to know which item is asked, and when to stop (`quiz.core.adaptive`).
"""

from dataclasses import dataclass

import numpy as np

from quiz.core.arrays import Floats, Places, frozen
from quiz.core.model import Model
from quiz.core.normal import lattice

DRAWS = 1024
_FEWEST_DRAWS = 64
_LARGEST_TABLE = 1 << 23  # numbers; 64 MB
_TINY = 1e-300


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Draws of positions from the population, the same in every process, sorted by their track.

    The track of a draw is the one with most points after endlessly many such questions. Draws of
    track t are those from `cuts[t]` up to `cuts[t + 1]`. `chances` holds the answers of all items
    below each other, those of item i from `starts[i]` on.
    """

    pulls: Floats  # (draws, traits): slope times position, so that weights times this is a logit
    normalisers: Floats  # (items, draws): log of the sum of exp(logit) over an item's answers
    chances: Floats  # (answers of all items, draws): how likely each answer is
    starts: Places  # (items,)
    cuts: Places  # (tracks + 1,)


def compile_grid(model: Model) -> Grid:
    """Build the tables of a bank: some 20 ms, and eight bytes for each draw and answer.

    Banks with many thousands of possible answers get fewer draws, so that tables stay small.
    """
    curves = model.curves
    draws = min(DRAWS, max(_FEWEST_DRAWS, _LARGEST_TABLE // curves.intercepts.size))
    theta = lattice(draws, len(model.traits))
    logits = (theta @ curves.logits).reshape(draws, *curves.intercepts.shape) + curves.intercepts
    top = logits.max(axis=2)
    normalisers = top + np.log(np.exp(logits - top[..., None]).sum(axis=2))
    likely = np.exp(logits - normalisers[..., None])
    expected = np.einsum("nia,iat->nt", likely, curves.weights)
    gains = (expected - model.neutral.means.sum(axis=0)) @ model.profiles.T
    tracks = gains.argmax(axis=1)
    order = np.argsort(tracks, kind="stable")
    return Grid(
        pulls=frozen(curves.slope * theta[order]),
        normalisers=frozen(normalisers[order].T),
        chances=frozen(likely[order].transpose(1, 2, 0)[curves.mask]),
        starts=np.cumsum(np.concatenate([[0], curves.mask.sum(axis=1)[:-1]])),
        cuts=np.searchsorted(tracks[order], np.arange(len(model.tracks) + 1)),
    )


def believed(grid: Grid, rows: Places, sums: Floats) -> Floats:
    """Weigh the draws, (draws,), by answers to the items `rows` with chosen weights `sums`.

    `sums` (traits,) is all that counts of the answers: for given items their likelihood is
    exp(a sums.theta) / prod Z_i(theta), but for a factor. The weights add up to 1.
    """
    logs = grid.pulls @ sums - grid.normalisers[rows].sum(axis=0)
    weights = np.exp(logs - logs.max())
    shares: Floats = weights / weights.sum()
    return shares


def information(grid: Grid, weights: Floats) -> Floats:
    """Give what an answer to each item, (items,), is expected to tell about the track, in bits.

    I(track; answer) = H(track) + H(answer) - H(track, answer), which is never below 0. `weights`
    (draws,) say what is believed so far.
    """
    parts = [slice(*ends) for ends in zip(grid.cuts[:-1], grid.cuts[1:], strict=True)]
    both = np.stack([grid.chances[:, part] @ weights[part] for part in parts], axis=1)
    tracks = np.array([weights[part].sum() for part in parts])
    answers = _surprise(both.sum(axis=1)) - _surprise(both).sum(axis=1)
    told: Floats = _surprise(tracks).sum() + np.add.reduceat(answers, grid.starts)
    return told.clip(0)


def _surprise(chances: Floats) -> Floats:
    """Give -p log2 p for each chance p, 0 for the impossible."""
    surprise: Floats = -chances * np.log2(chances.clip(_TINY))
    return surprise
