// @ts-check
// What speaks against the tables under a dragged booking, in words, while it is dragged.

import { html } from '../lib/html.js';
import { carried } from '../state/carry.js';
import { namesOf } from '../state/choice.js';
import { text } from '../text.js';

export function Carrying() {
  const now = carried.value;
  if (!now) return null;
  const found = now.choosing.validation.value;
  const known = found && found.tables.join() === now.tables.join();
  const wrong = known ? found.checks.filter((check) => check.status !== 'ok') : [];
  return html`<div class=${`carrying-card ${known ? (found.ok ? 'fine' : 'bad') : ''}`} role="status">
    <strong>${text.carrying(now.booking.party, namesOf(now.tables))}</strong>
    ${!now.tables.length && html`<span>${text.dropOn}</span>`}
    ${now.tables.length > 0 && !known && html`<span>${text.checking}</span>`}
    ${known && found.ok && html`<span>${text.seats(found.summary.totalCapacity)},
      ${text.emptySeats(found.summary.slack)}</span>`}
    ${wrong.map((check) => html`<span key=${check.id} class=${check.status}>${check.message}</span>`)}
    ${known && !found.ok && found.hint && html`<span class="soft">${found.hint}</span>`}
  </div>`;
}
