"""The page of the running product's behaviour names every scenario, and only tests that exist."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/reference/regressions.md").read_text()

LISTED = """
    W01 W02 W04 W05 W07 W08 W10 W11 W13 W14 W16 W17 W19
    O01 O03 O04 O06 O07 O09 O10 O12 O13
    P02 P03 P05 P06 P08 P09 P11 P12 P14 P15 P17 P18 P20 P21 P23 P24 P26 P27 P29
    A01 A03 A04 A06 A07
    M02 M03 M05 M06 M08 M09 M11 M12 M14 M15 M17 M18 M20
    H01 H03 H04 H06 H07 H09 H10
    C01 C02 C04 C05 C07 C08 C10 C11 C13 C14 C16 C17
    Q01 Q02 Q04 Q05
    D01 D02 D04 D05 D07 D08
    S01 S02 S03 S04 S05 S06 S07 S08 S10 S11 S12 S14 S15 S16 S17 S19 S20 S22 S23 S25 S26 S27 S28
    S30 S31 S33 S34 S36 S37 S39 S40 S41 S42 S44 S45 S47 S48 S50 S51 S53 S54 S56 S58 S59
"""
SCENARIOS = LISTED.split()
NOT_OURS = {"Q05", "S04", "S05", "S07", "S08", "S16"}

LETTERS = "".join(sorted({scenario[0] for scenario in SCENARIOS}))


def rows() -> dict[str, str]:
    """Return the last cell of each row by its scenario."""
    found = re.findall(rf"^\| ([{LETTERS}]\d\d) \| .+ \| (.+) \|$", PAGE, re.MULTILINE)
    assert len(found) == len(dict(found))
    return dict(found)


def all_tests() -> Iterator[str]:
    """Return the names of all tests, and those of cases that have a name of their own."""
    for path in (ROOT / "tests").rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                yield node.name
                for inner in (item for mark in node.decorator_list for item in ast.walk(mark)):
                    named = isinstance(inner, ast.keyword) and inner.arg == "id"
                    if named and isinstance(inner.value, ast.Constant):
                        yield f"{node.name}[{inner.value.value}]"


def scenarios_of(test: str) -> set[str]:
    """Return the scenarios that a test's name or its case's name says it is about."""
    name, _, case = test.partition("[")
    told = re.findall(rf"(?<=_)[{LETTERS.lower()}]\d\d(?=_)", name)
    return {item.upper() for item in told} | set(re.findall(rf"\b[{LETTERS}]\d\d(?=-)", case))


def test_every_scenario_has_tests_or_a_reason() -> None:
    """All of them, in order; each test is there, and its name says the scenario."""
    assert list(rows()) == SCENARIOS
    exist = set(all_tests())
    for scenario, cell in rows().items():
        named = re.findall(r"`(test_[^`]+)`", cell)
        assert (named == []) == cell.startswith("not ours: "), scenario
        assert (named == []) == (scenario in NOT_OURS), scenario
        for test in named:
            assert test in exist, test
            assert scenario in scenarios_of(test), (scenario, test)


def test_no_test_names_a_scenario_that_is_not_on_the_page() -> None:
    """Neither a name nor a case."""
    told = {scenario for test in all_tests() for scenario in scenarios_of(test)}
    assert told == set(SCENARIOS) - NOT_OURS
