"""Knows how a statement that everybody waits for is built once, for the driver's own connection.

It refuses to run it, and to know tables. The statements are written like all others;
what is saved is the way through sessions and results, which costs several times what the database
does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Dialect
from sqlalchemy.sql.expression import ClauseElement


@dataclass(frozen=True, slots=True)
class Prepared:
    """A statement in the words of one database. Values come back as the driver gives them."""

    text: str
    names: tuple[str, ...] | None  # in their order, where values go by place
    fixed: Mapping[str, object]  # values that are written in the statement itself
    processors: Mapping[str, Any]

    def values(self, given: Mapping[str, object]) -> Any:  # noqa: ANN401 - as the driver takes them
        """Values by name in the form that the driver takes, each as its type wants it."""
        ready = {**self.fixed, **given}
        for name, process in self.processors.items():
            ready[name] = process(ready[name])
        return ready if self.names is None else [ready[name] for name in self.names]


def prepare(statement: ClauseElement, dialect: Dialect) -> Prepared:
    """Build a statement, whose values are named (`bindparam`), for one kind of database."""
    compiled: Any = statement.compile(dialect=dialect)
    made = {
        name: bind.type.dialect_impl(dialect).bind_processor(dialect)
        for name, bind in compiled.binds.items()
    }
    return Prepared(
        text=str(compiled),
        names=tuple(compiled.positiontup) if compiled.positional else None,
        fixed={name: bind.value for name, bind in compiled.binds.items() if not bind.required},
        processors={name: each for name, each in made.items() if each},
    )
