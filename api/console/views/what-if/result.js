// @ts-check
// What came of a run: the numbers, the two nights, the report, and how to ask again.

import { useEffect, useRef } from '../../vendor/hooks.js';
import { html } from '../../lib/html.js';
import { clock, longDate } from '../../lib/clock.js';
import { restaurant } from '../../state/place.js';
import { again, opened } from '../../state/what-if/running.js';
import { text } from '../../text.js';
import { Figures } from './figures.js';
import { Nights } from './nights.js';

export function Result() {
  const found = opened.value;
  const head = useRef(null);
  useEffect(() => head.current?.focus(), [found?.id]);
  if (!found) return null;
  const at = clock(Date.parse(found.createdAt), restaurant.value.timeZone);
  const undecided = found.comparison.comparisons.some((item) => item.verdict === 'UNDECIDED');
  return html`<section class="result panel" aria-label=${text.whatIf.result}>
    <div class="head">
      <h2 ref=${head} tabindex="-1">${text.whatIf.result}
        <span class="soft">${text.whatIf.resultOf(found.dates.map(longDate).join(', '), at)}</span></h2>
      <div class="actions">
        <a class="button" href=${`report.html?job=${found.id}`} target="_blank" rel="opener">${text.whatIf.report}</a>
        <button type="button" onClick=${() => again(found)}>${text.whatIf.again}</button>
        ${undecided && html`<button type="button" onClick=${() => again(found, { exacter: true })}>${text.whatIf.exacter}</button>`}
        <button type="button" onClick=${() => (opened.value = null)}>${text.whatIf.closeRun}</button>
      </div>
    </div>
    <${Figures} comparison=${found.comparison} />
    <${Nights} />
  </section>`;
}
