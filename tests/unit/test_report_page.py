"""The report as a page: nothing breaks it, nothing is fetched, and it is well-formed."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from pydantic import ValidationError

from scenarios.compare import Verdict
from scenarios.report.figures import gather
from scenarios.report.files import VENDORED, raw
from scenarios.report.markup import json_inside, tag
from scenarios.report.page import report_html
from scenarios.report.ranked import RankedTable
from scenarios.report.replay import scenario_yaml
from scenarios.runner import Case, Outcome
from scenarios.scenario import BASELINE, Scenario, parse_scenarios
from tests.reported import HOSTILE, HOSTILE_TABLE, HOSTILE_WORDS, SCENARIOS, one_day, two_days

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "scenarios/report/assets"
VOID = {"meta"}
ADVICE = RankedTable(
    title=f"Advice {HOSTILE}",
    note=HOSTILE_WORDS,
    heads=("option", HOSTILE_TABLE, "guests"),
    rows=((HOSTILE, "words", 12.5), ("another", None, 3)),
)


class Page(HTMLParser):
    """Elements with their attributes, and the text of each kind of element."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs)
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((self.open[-1] if self.open else "", data))

    def all(self, name: str) -> list[dict[str, str | None]]:
        """Return the attributes of all elements of a name."""
        return [attributes for element, attributes in self.elements if element == name]

    def inside(self, name: str) -> list[str]:
        """Return the texts right inside elements of a name."""
        return [text for element, text in self.texts if element == name]


@pytest.fixture(scope="module")
def text() -> str:
    """Return a page with everything on it."""
    return report_html(*one_day(), rankings=[ADVICE], further=[ADVICE])


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    """Return the page, read as a browser would."""
    return Page(text)


def test_hostile_texts_stay_texts(page: Page) -> None:
    """They are shown as they are, and make no element and no attribute."""
    assert page.open == []
    assert len(page.all("script")) == 1 + len(VENDORED) + 1
    assert not page.all("img")
    assert not page.all("b")
    assert not [key for _, attributes in page.elements for key in attributes if key[:2] == "on"]
    shown = " ".join(data for element, data in page.texts if element not in ("script", "style"))
    for words in (HOSTILE, HOSTILE_WORDS, "<b>Yard</b>"):
        assert words in shown
    assert f"{HOSTILE_TABLE}: 4 seats" in page.inside("title")


def test_only_our_scripts_and_style_may_run(page: Page, text: str) -> None:
    """The policy names the hash of each, and allows no request."""
    policy = page.all("meta")[1]["content"] or ""
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    inline = re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", text, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(item.encode()).digest()).decode() for item in inline]
    assert sorted(re.findall(r"'sha256-(\S+)'", policy)) == sorted(hashes)
    assert len(hashes) == len(VENDORED) + 2


def test_nothing_is_fetched(page: Page, text: str) -> None:
    """No address outside of the scripts of others but those of schemas, and the user's own text."""
    for name in VENDORED:
        text = text.replace((ASSETS / f"vendor/{name}.min.js").read_text(), "")
    text = re.sub(r"/\*!.*?\*/", "", text, flags=re.DOTALL)  # licences
    addresses = set(re.findall(r"https?://[^\s\"'<>&\\)]+", text))
    assert addresses == {
        "https://vega.github.io/schema/vega-lite/v6.4.1.json",
        "http://evil.example/x",
    }
    assert not re.search(r"url\((?!#)|@import", text)
    for element, attributes in page.elements:
        assert not {"src", "srcset", "action", "data"} & set(attributes), element
        assert (attributes.get("href") or "#").startswith("#")


def test_the_data_of_charts_is_whole(page: Page) -> None:
    """JSON that holds the hostile name, though the element cannot be ended by it."""
    data = json.loads(page.inside("script")[0])
    scenarios = {row["scenario"] for row in data["specs"]["covers"]["datasets"]["rows"]}
    assert scenarios == {BASELINE, HOSTILE, "a six", "as it is"}
    assert set(data["themes"]) == {"light", "dark"}


def test_tables_can_be_read_by_everybody(page: Page) -> None:
    """Heads have scopes, tables captions, ids are unique, every link has a target."""
    assert all(attributes.get("scope") in ("col", "row") for attributes in page.all("th"))
    assert len(page.all("caption")) == len(page.all("table"))
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(set(ids)) == len(ids)
    assert {(link["href"] or "")[1:] for link in page.all("a")} <= set(ids)
    assert page.all("label")[0]["for"] == "compared"


def test_equal_results_give_equal_text(text: str) -> None:
    """Byte for byte; other results give another."""
    assert report_html(*one_day(), rankings=[ADVICE], further=[ADVICE]) == text
    assert report_html(*two_days(), rankings=[ADVICE], further=[ADVICE]) != text


def test_undecided_is_explained() -> None:
    """Why of each scenario, and what it means; no such note where all is decided."""
    outcomes, comparisons = one_day()
    open_points = comparisons[0].changes["points"].replace(decided=False)
    first = comparisons[0].replace(
        verdict=Verdict.UNDECIDED,
        points_low=-1500.0,
        points_high=500.0,
        changes={**comparisons[0].changes, "points": open_points},
    )
    found = report_html(outcomes, [first, *comparisons[1:]])
    assert "the best plans differ by −1,500 to +500 points: zero is among it" in found
    assert found.count("<abbr") == 1
    assert "A smaller gap, more days or more seeds may decide it." in found
    assert "may decide it" not in report_html(outcomes, comparisons)


def test_figures_of_the_table(page: Page) -> None:
    """Differences with a sign, and what they come to."""
    cells = " ".join(page.inside("span"))
    assert "−4" in cells
    assert "12 in all" in cells
    assert page.inside("abbr") == [], "nothing is left open"
    assert "+10" in cells
    assert page.inside("strong") == [HOSTILE, "a six", "as it is"]


def test_who_sits_elsewhere_is_marked(text: str) -> None:
    """In the best plan: b2 and b3 and b5; b1 stays, b4 has no tables as it is."""
    best = text[text.index('id="best-hatch"') :]
    marked = re.findall(r"<title>(b\d)[^<]*elsewhere", best)
    assert sorted(marked) == ["b2", "b3", "b5"]
    base = text[text.index('id="today-hatch"') : text.index('id="best-hatch"')]
    assert len(re.findall(r'class="seating', base)) == 4
    assert len(re.findall(r'class="bar"', base)) == 5, "a merge is one seating with two bars"


@pytest.mark.parametrize("name", ["rain", "room", "growth"])
def test_the_scenarios_can_be_run_again(name: str) -> None:
    """The file that is shown is read as the same edits, bases and seeds."""
    file = parse_scenarios((ROOT / f"docs/examples/{name}.yaml").read_bytes())
    one = one_day()[0][0]
    resolved = (Scenario(name=BASELINE), *file.resolved())
    bases = {item.name: item.base or BASELINE for item in file.scenarios}
    outcomes = [
        Outcome(
            Case(item, one.case.day, seed, one.case.day, bases.get(item.name, BASELINE)),
            one.plan,
            one.key,
            0.0,
            False,
        )
        for item in resolved
        for seed in file.seeds
    ]
    template = one_day()[1][0]
    comparisons = [
        template.replace(scenario=item.name, compared_with=bases[item.name])
        for item in file.scenarios
    ]
    assert parse_scenarios(scenario_yaml(gather(outcomes, comparisons))) == file


def test_hostile_scenarios_can_be_run_again() -> None:
    """Quotes, colons and half a comment survive."""
    again = parse_scenarios(scenario_yaml(gather(*one_day())))
    assert again.model_dump(mode="json", include={"scenarios"}) == json.loads(
        parse_scenarios(json.dumps(SCENARIOS)).model_dump_json(include={"scenarios"})
    )


def test_a_ranked_table_has_a_cell_per_column() -> None:
    """Or is refused."""
    with pytest.raises(ValidationError, match="row 0 has 1 cells for 2 columns"):
        RankedTable(title="t", heads=("a", "b"), rows=(("x",),))


def test_markup_by_hand() -> None:
    """Texts and attributes are escaped once, markup never."""
    assert tag("p", "a<b", tag("i", "&"), class_='"x"', hidden=True, title=None) == (
        '<p class="&quot;x&quot;" hidden>a&lt;b<i>&amp;</i></p>'
    )
    assert json_inside({"a": "</script>\u2028&"}) == '{"a":"\\u003c/script\\u003e\\u2028\\u0026"}'
    with pytest.raises(ValueError, match="ends it"):
        raw("script", "'</SCRIPT>'")


def test_the_notice_is_of_these_files() -> None:
    """Versions and hashes, and the page says what is inside."""
    notice = (ASSETS / "NOTICE.md").read_text()
    listed = re.findall(r"\| `(\S+)` \| `(\S+)` \| (\S+) \| \S+ \| `(\w{64})` \|", notice)
    assert [name for _, name, _, _ in listed] == list(VENDORED)
    for path, _, version, digest in listed:
        data = (ASSETS / path).read_bytes()
        assert hashlib.sha256(data).hexdigest() == digest
        assert version in data.decode()


def test_nobody_sits_anywhere() -> None:
    """A day without bookings still has a report."""
    outcomes, comparisons = one_day()
    empty = [
        Outcome(
            Case(
                one.case.scenario,
                one.case.day.replace(bookings=()),
                0,
                one.case.problem.replace(bookings=()),
                one.case.compared_with,
            ),
            one.plan.replace(seatings=(), unseated=()),
            one.key,
            0.0,
            False,
        )
        for one in outcomes
    ]
    assert Page(report_html(empty, comparisons)).open == []
