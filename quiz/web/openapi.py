"""Knows the description of the addresses for programs (OpenAPI 3.1), for the bank in use.

It refuses to be written twice: bank, rules and careers are described from their classes, and the
answers from the questions themselves, so that a program knows which answers will be taken.
"""

from collections.abc import Callable, Mapping
from itertools import permutations

from quiz.core.bank import STEPS, Bank, Format, Item
from quiz.core.careers import Careers
from quiz.core.quality import ATTENTION, PATTERN, RANDOM
from quiz.core.result import Kind
from quiz.core.rules import Rules
from quiz.web.json_shapes import Schema, Schemas, closed, reference
from quiz.web.presenters.export import FORMAT
from quiz.web.problems import MEDIA_TYPE

TITLE = "Fourways"
VERSION = "1.0.0"
"""Version of what the addresses take and give; the bank and the careers have their own."""

INDEX = ("title", "version", "description", "bank", "careers", "score", "method")
"""What the first address names."""

FIELDS = frozenset({"answers", "order", "bank"})
"""What a body to be scored may hold. An export names its format, and may hold whatever it holds."""

_ABOUT = (
    "Questions, careers and scoring of this site. Nothing that is sent is stored. Figures say how "
    "sure it is that more questions like these would name the same track; they are for "
    "development, not for selection."
)
_STRING: Schema = {"type": "string"}
_NUMBER: Schema = {"type": "number"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_NUMBERS: Schema = {"type": "object", "additionalProperties": _NUMBER}
_STRINGS: Schema = {"type": "array", "items": _STRING}


def describe(bank: Bank, digest: str) -> Schema:
    """Describe all addresses; `digest` names the bank and its scoring rules."""
    schemas = Schemas()
    contents = closed(
        {"digest": _digest(), "bank": schemas.of(Bank), "rules": schemas.of(Rules)},
        says="The digest names bank and scoring rules together.",
    )
    schemas.of(Careers)
    own = {
        "Index": closed(dict.fromkeys(INDEX, _STRING), says="What is here, and where."),
        "Content": contents,
        "Sheet": _sheet(bank, digest),
        "Result": _result(),
        "Answer": _answer(),
        "Problem": _problem(),
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": TITLE,
            "version": VERSION,
            "description": _ABOUT,
            "license": {"name": "MIT; questions and texts CC BY 4.0"},
        },
        "servers": [{"url": "/api/v1"}],
        "paths": _paths(),
        "components": {"schemas": own | schemas.named, "responses": _REFUSALS},
    }


def _paths() -> Schema:
    return {
        "/": _reading("index", "What is here", reference("Index")),
        "/bank": _reading("bank", "The questions and scoring rules in use", reference("Content")),
        "/careers": _reading("careers", "All career content", reference("Careers")),
        "/openapi.json": _reading("description", "This description", {"type": "object"}),
        "/score": {
            "post": {
                "operationId": "score",
                "summary": "Score a sheet of answers; nothing is stored",
                "requestBody": {"required": True, "content": _json(reference("Sheet"))},
                "responses": {
                    "200": _response("What the answers lead to", reference("Result")),
                    **_refused("400", "404", "405", "406", "409", "413", "415", "422", "429"),
                },
            }
        },
    }


def _reading(name: str, summary: str, schema: Schema) -> Schema:
    responses = {"200": _response(summary, schema), **_refused("404", "405", "406", "429")}
    return {"get": {"operationId": name, "summary": summary, "responses": responses}}


def _refused(*statuses: str) -> Schema:
    """Lead to what these refusals have in common wherever they are told."""
    return {status: {"$ref": f"#/components/responses/{status}"} for status in statuses}


def _json(schema: Schema) -> Schema:
    return {"application/json": {"schema": schema}}


def _response(says: str, schema: Schema) -> Schema:
    return {"description": says, "content": _json(schema)}


def _refusal(says: str) -> Schema:
    return {"description": says, "content": {MEDIA_TYPE: {"schema": reference("Problem")}}}


def _header(says: str, schema: Schema) -> Schema:
    return {"description": says, "required": True, "schema": schema}


def _with_header(says: str, header: str, told: Schema) -> Schema:
    return _refusal(says) | {"headers": {header: told}}


_REFUSALS: Mapping[str, Schema] = {
    "400": _refusal("Not JSON, or a field that does not belong or stands twice"),
    "404": _refusal("This release has no such address"),
    "405": _with_header(
        "Not with this verb", "Allow", _header("The verbs that it takes", {"type": "string"})
    ),
    "406": _refusal("Asked for something else than JSON"),
    "409": _refusal("The answers were given to another bank"),
    "413": _refusal("More than 64 KiB"),
    "415": _refusal("Not application/json"),
    "422": _refusal("Answers that do not fit the questions in use"),
    "429": _with_header(
        "Too many requests from one address",
        "Retry-After",
        _header("Seconds to wait", {"type": "integer", "minimum": 1}),
    ),
}


def _digest() -> Schema:
    return {"type": "string", "pattern": "^[0-9a-f]{64}$"}


def _sheet(bank: Bank, digest: str) -> Schema:
    answers = {item.id: {"anyOf": [_ANSWERS[item.format](item), _NULL]} for item in bank.items}
    order = {"type": "array", "uniqueItems": True, "items": {"enum": list(answers)}}
    fields: dict[str, Schema] = {
        "answers": {
            "type": "object",
            "description": "Answers by item; null is skipped, an absent item was not asked.",
            "additionalProperties": False,
            "properties": answers,
        },
        "order": {"description": "Items in the order of asking", "anyOf": [order, _NULL]},
        "bank": {"description": "The bank answered; another is refused", "enum": [digest, None]},
    }
    bare = closed(fields, says="Answers alone") | {"required": ["answers"]}
    export = {
        "type": "object",
        "description": "An export: what else it holds is not looked at.",
        "required": ["format", "answers"],
        "properties": {"format": {"const": FORMAT}, **fields},
    }
    return {"anyOf": [bare, export]}


_NULL: Schema = {"type": "null"}


def _block(item: Item) -> Schema:
    """List every pair: JSON Schema has no other way to say that two fields differ."""
    pairs = permutations((option.id for option in item.options), 2)
    return {"enum": [{"most": most, "least": least} for most, least in pairs]}


def _pick(item: Item) -> Schema:
    return {"enum": [option.id for option in item.options]}


def _step(_item: Item) -> Schema:
    return {"enum": list(STEPS)}


def _rank(item: Item) -> Schema:
    size = len(item.options)
    return {
        "type": "array",
        "items": _pick(item),
        "minItems": size,
        "maxItems": size,
        "uniqueItems": True,
    }


_ANSWERS: Mapping[Format, Callable[[Item], Schema]] = {
    Format.MOST_LEAST: _block,
    Format.PICK: _pick,
    Format.SLIDER: _step,
    Format.LIKERT: _step,
    Format.RANK: _rank,
}


def _answer() -> Schema:
    pair = closed({"most": _STRING, "least": _STRING})
    return {"anyOf": [_STRING, {"enum": list(STEPS)}, _STRINGS, pair]}


def _result() -> Schema:
    leaning = closed({"centre": _NUMBER, "half": _NUMBER})
    plane = {"type": "array", "items": _NUMBER, "minItems": 2, "maxItems": 2}
    kinds = {"enum": [kind.value for kind in Kind]}
    why = closed({"for": _STRING, "over": _STRING, "margin": _NUMBER, "contributions": _NUMBERS})
    answer = reference("Answer")
    change = closed({"item": _STRING, "from": answer, "to": answer})
    counts = {"asked": _COUNT, "answered": _COUNT, "skipped": _COUNT}
    return closed(
        {
            "sums": _NUMBERS,
            "points": _NUMBERS,
            "tracks": {
                "type": "object",
                "description": "Probabilities by track",
                "additionalProperties": {"type": "number", "minimum": 0, "maximum": 1},
            },
            "position": plane,
            "position_sd": _NUMBER,
            "leanings": {"type": "object", "additionalProperties": leaning},
            "verdict": closed({"kind": kinds, "tracks": _STRINGS}),
            "why": why,
            "change": {"type": "array", "items": change},
            "flags": {"type": "array", "items": {"enum": [PATTERN, RANDOM, ATTENTION]}},
            "pilot": {"type": "boolean"},
            "form": closed({"complete": {"type": "boolean"}, **counts}),
            "bank": _digest(),
            "formula": _STRING,
            "warnings": _STRINGS,
        },
        says="What `fourways score --json` prints for the same sheet.",
    )


def _problem() -> Schema:
    fault = closed({"pointer": _STRING, "detail": _STRING})
    fields: dict[str, Schema] = {
        "type": {"type": "string", "format": "uri-reference"},
        "title": _STRING,
        "status": {"type": "integer"},
        "detail": _STRING,
        "errors": {"type": "array", "items": fault},
    }
    needed = ["title", "status", "detail"]
    return closed(fields, says="RFC 9457; without a type it is about:blank.") | {"required": needed}
