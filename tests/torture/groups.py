"""An organisation that tries to learn about one person from the figures of its groups.

Random histories run against the real operations: people come, leave, change, place themselves and
take things back; the organisation plants people, closes and deletes the group, and two of its
accounts look whenever they like and put together what they saw. A plain account of everybody is
kept beside it: it knows who stands behind each figure.
"""

import random
import sqlite3
from collections import Counter
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from unittest.mock import patch

from quiz import operations
from quiz.core import cohort as core
from quiz.core.cohort import Figure, GroupRule
from quiz.operations import attempts
from quiz.store import cohorts
from quiz.store.models import random_id
from quiz.store.tokens import new_token
from tests.store.conftest import opened, ready
from tests.store.sitting import MONDAY
from tests.store.small_bank import BANK, BLOCKS, DIGEST
from tests.store.wordy_bakery import STEPS, TALL
from tests.torture.crowd import open_group, store
from tests.torture.memory import in_memory
from tests.torture.told import ANSWERS, MODEL, STORED, TOLD, assess
from tests.torture.watch import Look, unsafe

LONG = 50
"""One history of so many is a long one, with steps of twenty people as in earnest."""


@dataclass(eq=False)
class Person:
    """What is true of one person, planted or not; `told` is the place of their result."""

    token: str
    told: int
    state: str = "finished"
    yes: bool = False
    counted: bool = False
    rung: str = "open"
    band: str | None = None

    @property
    def waits(self):
        return self.state == "finished" and self.yes and not self.counted

    @property
    def waits_with_rung(self):
        here = self.state == "finished" and self.counted and self.rung == "open"
        return here and self.band is not None


class History:
    """One group, from its opening to the last look; `wrongs` is what should not have been seen."""

    def __init__(self, database, rng, *, fine):
        self.sessions, self.rng = database.sessions, rng
        self.rule, self.fine = _rule(rng), fine
        self.today = MONDAY
        self.id, self.address = random_id(), new_token()[:16]
        self.last = MONDAY if rng.random() < 0.2 else None
        self.weights = _weights(rng)
        self.closed = False
        self.people, self.finished = [], 0
        self.since = []  # results counted since the last step of the finer tables
        self.looks = [Look({figure: {} for figure in Figure}, 0)]
        self.wrongs = []
        self.done = Counter()

    def run(self, events, raw):
        open_group(self)
        self._come(self.rng.randint(1, self.rule.batch_size))
        self._come(self.rng.randint(0, 2 * self.rule.batch_size), waits=True)
        before = None
        for _ in range(events):
            name = self.rng.choices(list(EVENTS), [weight for weight, _ in EVENTS.values()])[0]
            self.done[name] += EVENTS[name][1](self) is not False
            now = _signature(raw, self.id)
            if now != before or self.rng.random() < 0.1:
                self._look(name)
            before = now
        self._look("end")
        self.wrongs += unsafe(self.looks, self.rule, self.fine)
        return self

    def _look(self, event):
        """One of two accounts of staff looks; what both ever saw is put together."""
        with self.sessions.read() as session:
            tables = cohorts.figures(session, self.id)
            finished = cohorts.finished_at_least(session, self)
        seen = Look(tables, finished)
        last = self.looks[-1]
        if seen != last:
            self.looks.append(seen)
            self._account(event, last, seen)
        if finished > self.finished or self.finished - finished >= self.rule.batch_size:
            self.wrongs.append(f"{finished} are said to have finished, of {self.finished}")

    def _account(self, event, last, seen):
        """Compare what is new with who was there: exactly those who said yes, and all of them."""
        new = {figure: seen.less(last, figure) for figure in Figure}
        if any(new.values()) and (event not in ENTERING or self.closed):
            self.wrongs.append(f"figures change after: {event}, closed: {self.closed}")
        if new[Figure.TRACKS]:
            entered = [person for person in self.people if person.waits]
            self._expect(Figure.TRACKS, new, [person.told for person in entered])
            self.since += [person.told for person in entered]
            for person in entered:
                person.counted = True
        for figure in (Figure.FIRSTS, Figure.KINDS):
            if new[figure]:
                self._expect(figure, new, self.since[last.people(figure) :])
        if new[Figure.RUNGS]:
            entered = [person for person in self.people if person.waits_with_rung]
            if Counter(person.band for person in entered) != Counter(new[Figure.RUNGS]):
                self.wrongs.append("rungs stand for others than those who wait with them")
            for person in entered:
                person.rung = "counted"

    def _expect(self, figure, new, told):
        if Counter(TOLD[one][figure] for one in told) != Counter(new[figure]):
            self.wrongs.append(f"{figure} stand for others than those who wait")

    def delete(self):
        operations.delete_cohort(self.sessions, self.address)
        with self.sessions.read() as session:
            if any(cohorts.figures(session, self.id).values()):
                self.wrongs.append("a deleted group still has figures")

    def _come(self, count, *, told=None, waits=False):
        """People who have finished; those who wait said yes too, and their group did not close."""
        new, cells = [], Counter()
        for _ in range(count):
            kind = self.rng.choices(range(len(TOLD)), self.weights)[0] if told is None else told
            band = str(self.rng.choice(STEPS).band) if self.rng.random() < 0.6 else None
            cells[TOLD[kind][Figure.TRACKS]] += waits
            if waits and self.rule.may_close(Figure.TRACKS, cells):
                break
            new.append(Person(new_token(), kind, band=band, yes=waits))
        if new:
            store(self, new)
        self.people += new
        self.finished += len(new)
        return new

    def _one(self, fits):
        found = [person for person in self.people if fits(person)]
        return self.rng.choice(found) if found else None

    def _say(self, person, *, yes):
        operations.count_me(self.sessions, person.token, yes=yes, today=self.today)
        if yes:
            person.yes = True
            person.rung = "open" if person.rung == "back" else person.rung
        elif not person.counted:
            person.yes = False
        elif person.rung == "open":
            person.rung = "back"


def _yes(history):
    person = history._one(lambda one: not one.yes and one.state == "finished")
    history._say(person or history._come(1)[0], yes=True)


def _plant(history):
    """Somebody of the organisation's own, in a place of its choice, who is counted."""
    wanted = history.rng.randrange(len(TOLD))
    history._say(history._come(1, told=wanted)[0], yes=True)


def _no(history):
    person = history._one(lambda one: one.yes and one.state != "gone")
    return False if person is None else history._say(person, yes=False)


def _change(history):
    person = history._one(lambda one: one.state != "gone")
    if person is None:
        return False
    told = history.rng.randrange(len(TOLD))
    if told == person.told:
        return False
    operations.answer(
        history.sessions,
        person.token,
        item=BLOCKS[0],
        value=ANSWERS[told],
        seen=STORED[person.told],
        bank=BANK,
        today=history.today,
    )
    person.told, person.state = told, "reopened"
    return True


def _finish(history):
    person = history._one(lambda one: one.state == "reopened")
    if person is None:
        return False
    count = history.rng.choice((None, True))
    operations.finish(
        history.sessions,
        person.token,
        model=MODEL,
        digest=DIGEST,
        today=history.today,
        count=count,
    )
    person.state = "finished"
    if count:
        person.yes = True
        person.rung = "open" if person.rung == "back" else person.rung
    return True


def _erase(history):
    person = history._one(lambda one: one.state != "gone")
    if person is None:
        return False
    operations.erase(history.sessions, person.token, today=history.today)
    person.state = "gone"
    return True


def _place(history):
    person = history._one(lambda one: one.state == "finished")
    if person is None:
        return False
    rung = history.rng.choice(STEPS)
    does = {"careers": TALL, "today": history.today}
    operations.move(history.sessions, person.token, rung=rung.id, **does)
    person.band = str(rung.band)
    return True


def _day(history):
    history.today += timedelta(days=1)
    history.closed = history.closed or history.last is not None


def _close(history):
    operations.close_cohort(history.sessions, history.address, today=history.today)
    history.closed = True


ENTERING = {"yes", "plant", "finish", "place"}
"""After these, and no others, figures may be others than before."""

EVENTS = {
    "yes": (9, _yes),
    "plant": (3, _plant),
    "no": (1, _no),
    "change": (1, _change),
    "finish": (1, _finish),
    "erase": (1, _erase),
    "place": (2, _place),
    "day": (0.15, _day),
    "close": (0.1, _close),
}


def run(histories, seed=0, *, until_wrong=False):
    """Run so many; gives what was wrong, and how often each thing happened."""
    wrongs, done = [], Counter()
    with _ready() as (database, raw):
        for number in range(histories):
            history = _one(database, random.Random(seed * 1_000_003 + number), number, raw)
            done += history.done
            done.update(f"shown: {figure}" for figure in Figure if history.looks[-1].tables[figure])
            done["differences"] += len(history.looks) * (len(history.looks) - 1) // 2
            wrongs += [f"history {number}: {wrong}" for wrong in history.wrongs]
            if wrongs and until_wrong:
                break
    return wrongs, done


def _one(database, rng, number, raw):
    long = number % LONG == LONG - 1
    fine = 20 if long else rng.randint(5, 8)
    with patch.object(core, "FINE_STEP", fine):
        history = History(database, rng, fine=fine)
        history.run(rng.randint(40, 70) if long else rng.randint(3, 6), raw)
    if rng.random() < 0.1:
        history.delete()
    return history


@contextmanager
def _ready():
    """A database in memory, and the arithmetic and the cleaning of the disk left out."""
    with (
        in_memory() as place,
        opened(f"sqlite:///{place}/data/a.sqlite3") as database,
        patch.object(attempts, "assess", assess),
        patch.object(attempts, "scrub", lambda *_: True),
    ):
        ready(database)
        with closing(sqlite3.connect(database.file)) as raw:
            yield database, raw


def _signature(raw, cohort_id):
    """Whether anything published may have changed, for the price of two small queries."""
    tally = raw.execute("SELECT * FROM tally WHERE cohort_id = ?", (cohort_id,)).fetchall()
    return tally, raw.execute("SELECT finished FROM cohort WHERE id = ?", (cohort_id,)).fetchone()


def _rule(rng):
    batch_size = rng.choice((5, 5, 5, 6, 8))
    return GroupRule(batch_size, rng.randint(2, batch_size // 2))


def _weights(rng):
    """Groups are even, lean one way, or nearly all agree."""
    even = rng.choice((0.02, 0.3, 1.0))
    weights = [even] * len(TOLD)
    weights[rng.randrange(len(TOLD))] = 2.0
    weights[rng.randrange(len(TOLD))] = 1.0
    return weights
