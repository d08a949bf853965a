"""Knows how the checked fields of moves and all around the ladders become core values.

It refuses to check anything: ids and figures have been held against each other before.
"""

from types import MappingProxyType

from quiz.content.careers_build import source_ids, statement, statements
from quiz.content.schema_moves import (
    CredentialFields,
    DialectFields,
    DutyFields,
    MissingFields,
    NeighbourFields,
    OfferFields,
    OtherRoleFields,
    PairFields,
    PivotFields,
    PlacementChoiceFields,
    PlacementFile,
    ReturnFields,
    SideFields,
)
from quiz.core.bank import TraitId
from quiz.core.moves import (
    Claim,
    Confidence,
    Credential,
    Dialect,
    DialectChoice,
    Duty,
    Missing,
    Neighbour,
    Offer,
    OtherRole,
    Pair,
    Pivot,
    Placement,
    PlacementChoice,
    Return,
    Side,
    Strength,
)
from quiz.core.rules import TrackId
from quiz.core.rungs import CompetencyId, CredentialId, RoleId, Rung, Statement


def pivot(fields: PivotFields) -> Pivot:
    """Make a move, with its way back where there is one."""
    return Pivot(
        id=fields.id,
        out_of=_roles(fields.out_of),
        into=_roles(fields.into),
        carries_over=fields.carries_over,
        missing=_missing(fields.missing),
        bridge=fields.bridge,
        strength=Strength(fields.strength),
        sources=source_ids(fields.sources),
        note=None if fields.note is None else statement(fields.note),
        back=None if fields.back is None else _back(fields.back),
    )


def _back(fields: ReturnFields) -> Return:
    return Return(fields.carries_over, _missing(fields.missing), fields.bridge)


def _missing(fields: list[MissingFields]) -> tuple[Missing, ...]:
    return tuple(
        Missing(m.text, None if m.competency is None else CompetencyId(m.competency), m.gap or 0)
        for m in fields
    )


def _roles(names: list[str]) -> tuple[RoleId, ...]:
    return tuple(map(RoleId, names))


def _traits(names: list[str]) -> tuple[TraitId, ...]:
    return tuple(map(TraitId, names))


def neighbour(fields: NeighbourFields) -> Neighbour:
    """Make a neighbour role."""
    return Neighbour(
        id=RoleId(fields.id),
        name=fields.name,
        question=fields.question,
        traits=_traits(fields.traits),
        about=statement(fields.about),
        nearest=TrackId(fields.nearest),
        differs=statement(fields.differs),
        rung=None if fields.rung is None else RoleId(fields.rung),
    )


def other_role(fields: OtherRoleFields) -> OtherRole:
    """Make a role that only moves name."""
    return OtherRole(
        RoleId(fields.id), fields.name, statement(fields.about), _traits(fields.traits)
    )


def credential(fields: CredentialFields, rungs: tuple[Rung, ...], *, checked: str) -> Credential:
    """Make a credential; the rungs that list it follow the order of the ladders."""
    return Credential(
        id=CredentialId(fields.id),
        name=fields.name,
        issuer=fields.issuer,
        asks_for=fields.asks_for,
        test=fields.test,
        keep=fields.keep,
        useful_when=fields.useful_when,
        rungs=tuple(rung.id for rung in rungs if fields.id in rung.credentials),
        confidence=Confidence(fields.confidence),
        sources=source_ids(fields.sources),
        checked=fields.checked or checked,
    )


def duty(fields: DutyFields) -> Duty:
    """Make a contested duty."""
    claims = (
        Claim(RoleId(claim.role), Statement(claim.says, source_ids(claim.sources)))
        for claim in fields.claims
    )
    return Duty(
        id=fields.id,
        name=fields.name,
        question=fields.question,
        claims=tuple(claims),
        contradiction=statement(fields.contradiction),
        works=statement(fields.works),
        wanted_by=tuple(map(TrackId, fields.wanted_by)),
        with_customers=fields.with_customers,
    )


def pair(fields: PairFields) -> Pair:
    """Make a pair of roles."""
    first, second = map(_side, fields.sides)
    return Pair(
        id=fields.id,
        sides=(first, second),
        collide=statements(fields.collide),
        together=statement(fields.together),
    )


def _side(fields: SideFields) -> Side:
    first, second, third = fields.say
    return Side(RoleId(fields.role), statements(fields.needs), (first, second, third))


def dialect(fields: DialectFields) -> Dialect:
    """Make a question about the use of words."""
    choices = (
        DialectChoice(
            id=choice.id,
            label=choice.label,
            explains=statement(choice.explains),
            titles=MappingProxyType({RoleId(r): name for r, name in choice.titles.items()}),
            here=MappingProxyType({at: statement(said) for at, said in choice.here.items()}),
        )
        for choice in fields.choices
    )
    return Dialect(fields.id, fields.question, tuple(choices))


def placement(fields: PlacementFile) -> Placement:
    """Make the table of placement."""
    cells = {
        TrackId(track): tuple(tuple(_roles(cell) for cell in row) for row in table)
        for track, table in fields.cells.items()
    }
    return Placement(
        about=statement(fields.about),
        scope_question=fields.scope_question,
        scopes=tuple(map(_choice, fields.scopes)),
        decides_question=fields.decides_question,
        decides=tuple(map(_choice, fields.decides)),
        cells=MappingProxyType(cells),
        experts=MappingProxyType({RoleId(s): RoleId(e) for s, e in fields.experts.items()}),
        offers=MappingProxyType(
            {TrackId(track): tuple(map(_offer, made)) for track, made in fields.offers.items()}
        ),
    )


def _offer(fields: OfferFields) -> Offer:
    return Offer(
        tuple(fields.scopes), tuple(fields.decides), _roles(fields.roles), statement(fields.says)
    )


def _choice(fields: PlacementChoiceFields) -> PlacementChoice:
    return PlacementChoice(fields.id, fields.label, fields.example)
