// @ts-check
// The evenings one by one; each can be opened to see its bookings.

import { html } from '../../lib/html.js';
import { longDate, mediumDate } from '../../lib/clock.js';
import { opened, openNight } from '../../state/shadow.js';
import { text } from '../../text.js';
import { OpenedNight } from './night.js';

const words = text.shadow;
/** Figures of both hands. */
const BOTH = ['covers', 'refusals', 'waste', 'moves'];
const EFFECTS = ['better', 'worse', 'same'];

export function Nights({ report }) {
  return html`<section class="panel" aria-labelledby="shadow-nights">
    <h3 id="shadow-nights">${words.nights}</h3>
    <p class="soft">${words.nightsHint}</p>
    <div class="wide"><table class="figures nights-table">
      <caption class="sr">${words.nights}</caption>
      <thead><tr>${['date', ...BOTH, ...EFFECTS].map((name) => html`<th key=${name} scope="col">${words.column[name]}</th>`)}</tr></thead>
      ${[...report.nights].reverse().map((night) => html`<${Row} key=${night.date} night=${night} />`)}
    </table></div>
    <${NotCompared} report=${report} />
    ${report.notes.length > 0 && html`<h4>${words.notes}</h4>
      <ul class="soft">${report.notes.map((item) => html`<li key=${item}>${item}</li>`)}</ul>`}
  </section>`;
}

function Row({ night }) {
  const open = opened.value === night.date;
  const remarks = [words.moment[night.moment], !night.ended && words.notKept].filter(Boolean);
  return html`<tbody data-night=${night.date}>
    <tr>
      <th scope="row">
        <button type="button" aria-expanded=${open} onClick=${() => openNight(night.date)}>${mediumDate(night.date)}</button>
        ${remarks.length > 0 && html`<small>${remarks.join('; ')}</small>`}
      </th>
      ${BOTH.map((name) => html`<td key=${name}>
        ${night.old[name]} <span aria-hidden="true">→</span> <span class="sr">${words.becomes}</span> ${night.maitred[name]}</td>`)}
      ${EFFECTS.map((name) => html`<td key=${name}><span class=${night[name] ? `difference ${name}` : ''}>${night[name]}</span></td>`)}
    </tr>
    ${open && html`<tr class="opened"><td colspan=${1 + BOTH.length + EFFECTS.length}><${OpenedNight} /></td></tr>`}
  </tbody>`;
}

/** Dates that were planned and cannot be compared, or not yet. */
export function NotCompared({ report }) {
  if (!report.notCompared.length) return null;
  return html`<h4>${words.missing}</h4>
    <ul class="soft">${report.notCompared.map((item) => html`<li key=${item.date + item.why}>
      ${words.missed(longDate(item.date), item.why)}</li>`)}</ul>`;
}
