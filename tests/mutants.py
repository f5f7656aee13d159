"""Plants small mistakes in a module, one at a time, to see whether the tests notice."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.BitAnd: ast.BitOr
}  # fmt: skip


class Mutator(ast.NodeTransformer):
    """Plants the n-th possible mistake in a syntax tree and remembers where."""

    def __init__(self, number: int, lines: list[str]) -> None:
        self.left = number
        self.lines = lines
        self.planted: str | None = None

    def hit(self, node: ast.AST, what: str) -> bool:
        """Tell whether the mistake belongs here."""
        self.left -= 1
        if self.left != -1:
            return False
        self.planted = f"{what}: {self.lines[getattr(node, 'lineno', 1) - 1].strip()}"
        return True

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        """Turn a comparison into its neighbour."""
        self.generic_visit(node)
        for index, operator in enumerate(node.ops):
            if type(operator) in COMPARISONS and self.hit(node, "comparison"):
                node.ops[index] = COMPARISONS[type(operator)]()
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        """Turn ``and`` into ``or`` and back."""
        self.generic_visit(node)
        if self.hit(node, "and/or"):
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        return node

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        """Drop a ``not``."""
        self.generic_visit(node)
        if isinstance(node.op, ast.Not) and self.hit(node, "not"):
            return node.operand
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        """Turn an operator into another."""
        self.generic_visit(node)
        if type(node.op) in OPERATORS and self.hit(node, "operator"):
            node.op = OPERATORS[type(node.op)]()
        return node

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        """Add in place of taking away."""
        self.generic_visit(node)
        if type(node.op) in OPERATORS and self.hit(node, "operator"):
            node.op = OPERATORS[type(node.op)]()
        return node

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        """Add one to a number, turn a truth round."""
        if isinstance(node.value, bool) and self.hit(node, "truth"):
            return ast.Constant(not node.value)
        if type(node.value) is int and self.hit(node, "number"):
            return ast.Constant(node.value + 1)
        return node

    def visit_Expr(self, node: ast.Expr) -> ast.AST:
        """Leave a call out."""
        self.generic_visit(node)
        if isinstance(node.value, ast.Call) and self.hit(node, "left out"):
            return ast.Pass()
        return node


def mutants(original: ModuleType) -> Iterator[tuple[str, ModuleType]]:
    """Yield a module with one mistake at a time, and what the mistake is."""
    assert original.__file__ is not None
    source = ast.unparse(ast.parse(Path(original.__file__).read_text()))
    number = 0
    try:
        while True:
            mutator = Mutator(number, source.splitlines())
            tree = mutator.visit(ast.parse(source))
            if mutator.planted is None:
                return
            module = ModuleType("mutant")
            sys.modules["mutant"] = module
            exec(compile(ast.fix_missing_locations(tree), "mutant", "exec"), module.__dict__)
            yield mutator.planted, module
            number += 1
    finally:
        sys.modules.pop("mutant", None)
