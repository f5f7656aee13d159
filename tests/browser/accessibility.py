"""Looks for what shuts people out: axe's findings, and words on drawings that are too faint."""

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
LEAST_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3, for text of ordinary size."""

LOOK = (
    "rules => axe.run(document, { resultTypes: ['violations'], ...(rules && { runOnly: rules }) })"
)

COLOURS = ["color-contrast"]
"""The rules that another theme may break: all others look at the same page again."""

FAINT = """least => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const share = (value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) =>
    0.2126 * share(r / 255) + 0.7152 * share(g / 255) + 0.0722 * share(b / 255);
  const over = (top, ground, alpha) =>
    top.map((value, at) => value * alpha + ground[at] * (1 - alpha));
  const opacity = (item) => {
    let all = 1;
    for (let now = item; now instanceof SVGElement; now = now.parentElement) {
      all *= Number(getComputedStyle(now).opacity);
    }
    return all;
  };
  const surface = (item) => {
    for (let now = item.closest('svg'); now; now = now.parentElement) {
      const found = numbers(getComputedStyle(now).backgroundColor);
      if (found.length === 3 || found[3] > 0) return found.slice(0, 3);
    }
    return [255, 255, 255];
  };
  const faint = [];
  for (const word of document.querySelectorAll('svg text')) {
    if (!word.textContent.trim()) continue;
    const thing = word.closest('.placed, .spot-table')?.querySelector('.bar, .top');
    const page = surface(word);
    const ground = thing
      ? over(numbers(getComputedStyle(thing).fill).slice(0, 3), page, opacity(thing)) : page;
    const ink = over(numbers(getComputedStyle(word).fill).slice(0, 3), ground, opacity(word));
    const [a, b] = [light(ink), light(ground)].sort((x, y) => y - x);
    const contrast = (a + 0.05) / (b + 0.05);
    if (contrast < least) {
      const of = word.closest('[class]').parentElement.closest('[class]')?.getAttribute('class');
      faint.push(`${contrast.toFixed(2)} ${of} > ${word.getAttribute('class')}`);
    }
  }
  return [...new Set(faint)];
}"""
"""axe cannot tell what lies under text of a drawing: here it is the text's bar or table."""


def shut_out(page: Page, rules: list[str] | None = None) -> list[tuple[str, str]]:
    """Return what axe finds by some rules, or all, whatever its impact; an example of each."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE.read_text())
    found = page.evaluate(LOOK, rules)
    assert len(found["passes"]) >= (len(rules) if rules else 10)
    return [(item["id"], item["nodes"][0]["html"][:200]) for item in found["violations"]]


def faint_words(page: Page) -> list[str]:
    """Return words of drawings with too little contrast, each kind once."""
    found: list[str] = page.evaluate(FAINT, LEAST_CONTRAST)
    return found


COVERED = """() => {
  const kinds = 'a[href], button, input, select, summary, [role=button]';
  const covered = [];
  for (const item of document.querySelectorAll(kinds)) {
    if (item.disabled || item.matches('.skip') || !item.checkVisibility()) continue;
    item.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
    const parts = [item, ...item.querySelectorAll('.bar, .top')];
    const found = parts.some((part) => {
      const { left, top, width, height } = part.getBoundingClientRect();
      const hit = document.elementFromPoint(left + width / 2, top + height / 2);
      const label = hit?.closest('label');
      return hit && (item.contains(hit) || hit.contains(item) || label?.contains(item));
    });
    if (!found) covered.push(item.outerHTML.slice(0, 160));
  }
  return covered;
}"""
"""A table of a merge may lie on its joint: any part of a button will do."""


def covered(page: Page) -> list[str]:
    """Return controls that nobody can get at by scrolling: outside, or under something else."""
    found: list[str] = page.evaluate(COVERED)
    return found


def too_wide(page: Page) -> bool:
    """Tell whether the page scrolls sideways."""
    found: bool = page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )
    return found
