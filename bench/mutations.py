"""Knows what a small change of a source file is: mutmut's, also where mutmut would not try them.

mutmut leaves out constants of a module, decorated functions and the arguments of decorators,
because it keeps all changes beside each other. Here the first two are tried too; docstrings and
annotations of types are not.
"""

import ast
import difflib
import importlib.abc
import importlib.util
from dataclasses import dataclass
from pathlib import Path

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.file_mutation import MutationVisitor
from mutmut.mutation.mutators import mutation_operators
from mutmut.mutation.pragma_handling import IgnoredCode


@dataclass(frozen=True, slots=True)
class Mutant:
    """One changed file; `lines` are those of the statement that holds the change."""

    file: str
    change: str  # which file, line and change, as one reads it
    lines: tuple[int, ...]
    source: str


class Everywhere(MutationVisitor):
    """Visits decorated functions like others."""

    def _skip_node_and_children(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.FunctionDef) and node.decorators:
            return False
        return super()._skip_node_and_children(node)


class Changes:
    """All small changes of one file; each is made when it is asked for."""

    def __init__(self, root: Path, file: Path) -> None:
        self.file, self.code = file, (root / file).read_text(encoding="utf-8")
        self.wrapper = MetadataWrapper(cst.parse_module(self.code))
        visitor = Everywhere(mutation_operators, IgnoredCode(set(), set(), set()))
        self.wrapper.visit(visitor)
        self.mutations = visitor.mutations
        self.places = self.wrapper.resolve(PositionProvider)
        self.statements = statement_lines(self.code)

    def __len__(self) -> int:
        return len(self.mutations)

    def __getitem__(self, number: int) -> Mutant:
        mutation = self.mutations[number]
        old, new = mutation.original_node, mutation.mutated_node
        line = self.places[old].start.line
        changed = self.wrapper.module.deep_replace(old, new).code
        said = f"{self.file}:{line} {difference(self.code, changed)}"
        return Mutant(str(self.file), said, self.statements.get(line, (line,)), changed)


def statement_lines(code: str) -> dict[int, tuple[int, ...]]:
    """For each line the lines of the innermost statement on it; of a block, those of its head."""
    found: dict[int, tuple[int, ...]] = {}
    for node in ast.walk(ast.parse(code)):  # outer ones first
        if isinstance(node, ast.stmt):
            body = getattr(node, "body", None)
            end = body[0].lineno - 1 if body else node.end_lineno
            lines = tuple(range(node.lineno, max(end, node.lineno) + 1))
            found.update(dict.fromkeys(lines, lines))
    return found


def difference(before: str, after: str) -> str:
    """Say in one line what was taken out and what was put in."""
    lines = [
        line[0] + line[1:].strip()
        for line in difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
        if line[0] in "+-" and not line.startswith(("+++", "---"))
    ]
    return "  ".join(lines)


class Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module from changed source, every other as usual."""

    def __init__(self, root: Path, mutant: Mutant) -> None:
        self.mutant, self.file = mutant, str(root / mutant.file)
        parts = Path(mutant.file).with_suffix("").parts
        self.package = parts[-1] == "__init__"
        self.name = ".".join(parts[:-1] if self.package else parts)

    def find_spec(self, fullname, _path=None, _target=None):
        if fullname != self.name:
            return None
        spec = importlib.util.spec_from_file_location(fullname, self.file, loader=self)
        if self.package:
            spec.submodule_search_locations = [str(Path(self.file).parent)]
        return spec

    def exec_module(self, module) -> None:
        code = compile(self.mutant.source, self.file, "exec")
        exec(code, vars(module))  # noqa: S102 - trying changed source is what this file is for
