// @ts-check
// One evening of the comparison, booking by booking: where each hand put it, and why.

import { useState } from '../../vendor/hooks.js';
import { html } from '../../lib/html.js';
import { clock, longDate } from '../../lib/clock.js';
import { night as evening } from '../../state/night.js';
import { go, restaurant } from '../../state/place.js';
import { loadOpened, openedNight } from '../../state/shadow.js';
import { text } from '../../text.js';

const words = text.shadow;
const COLUMNS = ['time', 'party', 'effect', 'old', 'maitred', 'why'];

export function OpenedNight() {
  const { value, error, loading } = openedNight.value;
  if (error) {
    return html`<p class="refused" role="alert">${words.nightFailed} ${error.message}
      <button type="button" onClick=${() => void loadOpened()}>${text.retry}</button></p>`;
  }
  if (loading) return html`<p role="status">${words.nightLoading}</p>`;
  return value ? html`<${Bookings} night=${value} />` : html`<p>${words.nightNone}</p>`;
}

function Bookings({ night }) {
  const [differing, setDiffering] = useState(false);
  const lines = night.lines.filter((line) => !differing || line.effect !== 'same');
  const left = Object.entries(night.leftOut).filter(([, number]) => number).map(([name, number]) => words.leftOut[name](number));
  return html`<div class="opened-night">
    ${night.bookings === 0 && html`<p>${words.nightNone}</p>`}
    ${night.bookings > 0 && html`<label class="only"><input type="checkbox" checked=${differing}
      onChange=${(event) => setDiffering(event.target.checked)} /> ${words.onlyDiffering}</label>
      <div class="wide" tabindex="0" role="group" aria-label=${words.night(longDate(night.date))}><table class="differences">
        <caption class="sr">${words.night(longDate(night.date))}</caption>
        <thead><tr>${COLUMNS.map((name) => html`<th key=${name} scope="col">${words.line[name]}</th>`)}</tr></thead>
        <tbody>${lines.map((line) => html`<${Line} key=${line.booking} line=${line} />`)}</tbody>
      </table></div>`}
    ${left.length > 0 && html`<p class="soft">${words.leftOutWords(left)}</p>`}
    <p class="soft">${words.solved(night.seconds.toFixed(2), text.status[night.status] ?? night.status)}
      ${' '}${words.repeat} <code>maitred replay ${night.run}</code></p>
    <button type="button" onClick=${() => go({ date: night.date, view: 'timeline' })}>${words.look}</button>
  </div>`;
}

function Line({ line }) {
  const name = (table) => evening.value?.tables.get(table)?.name ?? table.slice(0, 8); // it may be gone
  const tables = (some) => (some.length ? some.map(name).sort().join(' + ') : words.refusedBy);
  return html`<tr data-booking=${line.booking} data-effect=${line.effect}>
    <td>${clock(Date.parse(line.window.start), restaurant.value?.timeZone ?? 'UTC')}</td>
    <td>${line.party}</td>
    <td><span class=${`verdict ${line.effect}`}>${words.effect[line.effect]}</span></td>
    <td>${tables(line.old)}</td>
    <td>${tables(line.maitred)}</td>
    <td>${reasons(line).join(' ')}</td>
  </tr>`;
}

function reasons({ code, oldReason, maitredReason, broke, moved }) {
  return [
    words.code[code] && sentence(words.code[code]),
    words.oldReason[oldReason],
    words.maitredReason[maitredReason],
    broke.length > 0 && words.against(broke),
    moved && words.movedLater,
  ].filter(Boolean);
}

const sentence = (some) => `${some[0].toUpperCase()}${some.slice(1)}.`;
