"""Knows how the checked fields of tracks, rungs and competencies become core values.

It refuses to check anything: ids and figures have been held against each other before.
"""

from types import MappingProxyType

from quiz.content.schema_careers import (
    CompetencyFields,
    LadderFile,
    RungFields,
    SourcesFile,
    StatementFields,
    TrackCareerFields,
)
from quiz.core.bank import TraitId
from quiz.core.rules import TrackId
from quiz.core.rungs import (
    Band,
    Branch,
    Competency,
    CompetencyId,
    CredentialId,
    Level,
    RoleId,
    Rung,
    Source,
    SourceId,
    Statement,
    TrackPage,
    Years,
)


def statement(fields: StatementFields) -> Statement:
    """Make a statement; sources stay in the order of the file."""
    return Statement(fields.says, source_ids(fields.sources))


def statements(fields: list[StatementFields]) -> tuple[Statement, ...]:
    """Make statements in the order of the file."""
    return tuple(map(statement, fields))


def source_ids(names: list[str] | None) -> tuple[SourceId, ...]:
    """Name the sources; none for our own judgement."""
    return tuple(map(SourceId, names or ()))


def sources(fields: SourcesFile) -> MappingProxyType[SourceId, Source]:
    """Make sources by id, in the order of the file."""
    return MappingProxyType(
        {
            SourceId(source.id): Source(
                id=SourceId(source.id),
                name=source.name,
                publisher=source.publisher,
                licence=source.licence,
                checked="" if source.unread else source.checked or fields.checked,
                note=source.note or "",
                url=source.url or "",
            )
            for source in fields.sources
        }
    )


def competency(fields: CompetencyFields) -> Competency:
    """Make a competency with its four levels."""
    first, second, third, fourth = (
        Level(number, level.can, level.evidence, level.attempt, level.takes)
        for number, level in enumerate(fields.levels, start=1)
    )
    return Competency(
        id=CompetencyId(fields.id),
        name=fields.name,
        trait=None if fields.trait is None else TraitId(fields.trait),
        about=statement(fields.about),
        levels=(first, second, third, fourth),
    )


def ladder(fields: LadderFile) -> tuple[Rung, ...]:
    """Make the rungs of one file, in its order."""
    return tuple(_rung(TrackId(fields.track), rung) for rung in fields.rungs)


def _rung(track: TrackId, fields: RungFields) -> Rung:
    first, second, third = statements(fields.first_days)
    return Rung(
        id=RoleId(fields.id),
        track=track,
        name=fields.name,
        band=Band(fields.band),
        source_band=None if fields.source_band is None else Band(fields.source_band),
        added=fields.added,
        branch=Branch(fields.branch),
        below=None if fields.below is None else RoleId(fields.below),
        beside=None if fields.beside is None else RoleId(fields.beside),
        opens=tuple(map(TrackId, fields.opens)),
        also_called=tuple(fields.also_called),
        doors_in=statement(fields.doors_in),
        scope=statement(fields.scope),
        new=statement(fields.new),
        decides=statement(fields.decides),
        shows=statements(fields.shows),
        years=Years(fields.years.low, fields.years.high, statement(fields.years.says)),
        first_days=(first, second, third),
        credentials=tuple(map(CredentialId, fields.credentials)),
        credentials_say=statement(fields.credentials_say),
        ready_when=statement(fields.ready_when),
        wants=MappingProxyType({CompetencyId(n): level for n, level in fields.wants.items()}),
        grows=tuple(map(CompetencyId, fields.grows)),
    )


def track_page(fields: TrackCareerFields) -> TrackPage:
    """Make the page of a track."""
    career = fields.career
    return TrackPage(
        id=TrackId(fields.id),
        name=fields.name,
        summary=statement(career.summary),
        questions=statement(career.questions),
        answers_for=statement(career.answers_for),
        works_on=statement(career.works_on),
        ends=statement(career.ends),
        good_month=statement(career.good_month),
        bad_month=statement(career.bad_month),
        fits=statement(career.fits),
        day=statements(career.day),
        duties=statements(career.duties),
        enjoy=statements(career.enjoy),
        costs=statements(career.costs),
        notes=statements(career.notes),
        leads_to=tuple(map(RoleId, career.leads_to)),
    )
