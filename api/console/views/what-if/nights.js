// @ts-check
// A scenario's night beside the one it begins from: two small timelines, and the differences in words.

import { useState } from '../../vendor/hooks.js';
import { html } from '../../lib/html.js';
import { clock } from '../../lib/clock.js';
import { opened } from '../../state/what-if/running.js';
import { spanOf, tablesOf } from '../../state/what-if/compared.js';
import { looked, nights, pair } from '../../state/what-if/nights.js';
import { named } from '../../state/named.js';
import { text } from '../../text.js';
import { HOUR } from '../timeline/geometry.js';
import { MiniTimeline } from './mini.js';

export function Nights() {
  const { value, error, loading } = nights.value;
  return html`<section class="nights" aria-label=${text.whatIf.nights} aria-busy=${loading}>
    <h3>${text.whatIf.nights}</h3>
    <${Pair} />
    ${error && html`<p class="refused" role="alert">${error.message} ${error.hint}</p>`}
    ${loading && html`<p role="status">${text.whatIf.nightsLoading}</p>`}
    ${value && html`<${Both} shown=${value} />`}
  </section>`;
}

/** Which scenario, date and draw; what there is only one of is not asked for. */
function Pair() {
  const { comparison, dates, seeds } = opened.value;
  const names = comparison.comparisons.map((item) => item.scenario);
  const put = (change) => (pair.value = { ...pair.peek(), ...change });
  const pick = (label, name, values) => values.length > 1 && html`<label>${label}
    <select value=${pair.value[name]} onChange=${(event) => put({ [name]: values[event.target.selectedIndex] })}>
      ${values.map((item) => html`<option key=${item} value=${item} selected=${item === pair.value[name]}>${item}</option>`)}
    </select></label>`;
  return html`<div class="pair">
    ${pick(text.whatIf.nightOf, 'scenario', names)}
    ${pick(text.whatIf.nightOn, 'date', dates)}
    ${pick(text.whatIf.draw, 'seed', seeds)}
  </div>`;
}

function Both({ shown }) {
  const { base, changed, beside, scenario, differences } = shown;
  const [only, setOnly] = useState(false);
  const span = spanOf([base, changed], HOUR);
  const tables = only ? tablesOf(differences) : null;
  const name = beside === 'base' ? text.whatIf.asItIs : beside;
  return html`<p class="count-of" role="status">${text.whatIf.differences(differences.length)}</p>
    ${differences.length > 0 && html`<label class="only">
      <input type="checkbox" checked=${only} onChange=${() => setOnly(!only)} /> ${text.whatIf.onlyChanged}</label>`}
    <div class="two">
      <${MiniTimeline} night=${base} name=${name} span=${span} tables=${tables} />
      <${MiniTimeline} night=${changed} name=${scenario} span=${span} tables=${tables} />
    </div>
    ${differences.length > 0 && html`<${Differences} shown=${shown} />`}`;
}

function Differences({ shown }) {
  const { base, changed, differences } = shown;
  const { party, change, before, after } = text.whatIf.differenceColumns;
  return html`<p class="soft">${text.whatIf.differencesHint}</p>
    <div class="wide" tabindex="0" role="group" aria-label=${text.whatIf.differencesLabel}><table class="differences">
      <thead><tr>${[party, change, before, after].map((words) => html`<th key=${words} scope="col">${words}</th>`)}</tr></thead>
      <tbody>
        ${differences.map((item) => html`<tr key=${item.id} class=${item.kind} tabindex="0"
          onFocus=${() => (looked.value = item.id)} onBlur=${() => (looked.value = '')}
          onMouseEnter=${() => (looked.value = item.id)} onMouseLeave=${() => (looked.value = '')}>
          <th scope="row">${partyOf(item, changed.timeZone)}</th>
          <td><span class=${`kind ${item.kind}`}>${text.whatIf.difference[item.kind]}</span>
            ${changed.stale.has(item.id) && html`<small class="refused">${text.whatIf.against(named(changed, changed.stale.get(item.id)))}</small>`}</td>
          <td>${placeOf(item.before, base.timeZone)}</td>
          <td>${placeOf(item.after, changed.timeZone)}</td>
        </tr>`)}
      </tbody>
    </table></div>`;
}

function partyOf({ before, after }, timeZone) {
  const booking = after ?? before;
  return text.whatIf.partyAt(booking.party, clock(booking.start, timeZone));
}

function placeOf(booking, timeZone) {
  if (!booking) return '–';
  if (!booking.tables.length) return text.whatIf.noTable;
  return `${booking.names.join(' + ')}, ${clock(booking.start, timeZone)}–${clock(booking.end, timeZone)}`;
}
