// @ts-check
// The chosen booking: what it has, what it could have, and choosing its tables by hand.

import { useEffect, useMemo, useState } from '../vendor/hooks.js';
import { html } from '../lib/html.js';
import { clock } from '../lib/clock.js';
import { Choosing, give, namesOf, take } from '../state/choice.js';
import { toggleLock } from '../state/lock.js';
import { restaurant } from '../state/place.js';
import { preview } from '../state/preview.js';
import { open } from '../state/quote.js';
import { text } from '../text.js';
import { AnyTable } from './any-table.js';
import { Checks } from './checks.js';
import { EditPreview } from './edit-preview.js';
import { Why } from './why.js';

const OVERRULING = new Set(['manager', 'owner']);

export function BookingPanel({ night, booking }) {
  if (!booking) return html`<section class="booking panel empty"><p>${text.seatingHint}</p></section>`;
  const names = booking.names;
  return html`<section class="booking panel" aria-label=${text.chosenBooking} data-booking=${booking.id}>
    <div class="facts" aria-live="polite">
      <h2>${text.party(booking.party)}</h2>
      <span>${booking.start === null ? text.noWindow
        : `${clock(booking.start, night.timeZone)}–${clock(booking.end, night.timeZone)}`}</span>
      <span>${names.length > 1 ? text.merged(names) : names.length ? text.single(names[0]) : text.waiting}</span>
      ${names.length > 0 && html`<span>${text.emptySeats(booking.empty)}</span>`}
      ${booking.priority > 0 && html`<span>${text.priority(booking.priority)}</span>`}
      ${booking.locked && html`<span title=${booking.lockReason}>${text.locked}</span>`}
      <code title=${booking.id}>${booking.id.slice(0, 8)}</code>
    </div>
    ${booking.why && html`<p class="why">${booking.why}</p>`}
    ${night.run && night.bookings.get(booking.id)?.why && html`<${Why} key=${`why ${booking.id}`} night=${night} booking=${booking} />`}
    ${!preview.value && html`<div class="actions">
      <button type="button" aria-pressed=${booking.locked} onClick=${() => void toggleLock(booking)}>
        ${booking.locked ? text.unlock : text.lock}</button>
      ${booking.start !== null && !booking.locked && html`<button type="button" onClick=${() => open(booking.id)}>
        ${text.quote.openFor}</button>`}
    </div>`}
    ${booking.start !== null && !booking.locked && html`<${preview.value ? EditPreview : ByHand} key=${`${booking.id} ${booking.tables.join()}`}
      night=${night} booking=${booking} />`}
  </section>`;
}

/** Choose tables from those that are free, or any; see what speaks against them; give or take. */
function ByHand({ night, booking }) {
  const [open, setOpen] = useState(booking.tables.length === 0);
  if (!open) {
    return html`<div class="actions">
      <button type="button" onClick=${() => setOpen(true)}>${text.otherTables}</button>
      <button type="button" onClick=${() => void take(booking)}>${text.takeTables}</button>
    </div>`;
  }
  return html`<${Chooser} night=${night} booking=${booking} />`;
}

function Chooser({ night, booking }) {
  const choosing = useMemo(() => new Choosing(booking), [booking.id]);
  const [tables, setTables] = useState(/** @type {string[]} */ ([]));
  const [override, setOverride] = useState(/** @type {any} */ (undefined));
  const [busy, setBusy] = useState(false);
  useEffect(() => () => choosing.end(), [choosing]);
  const pick = (chosenTables) => {
    setOverride(undefined);
    setTables(chosenTables);
    void choosing.check(chosenTables);
  };
  const overrule = (wish) => {
    setOverride(wish);
    void choosing.check(tables, wish);
  };
  const act = async () => {
    setBusy(true);
    await give(booking, tables, override);
    setBusy(false);
  };
  const { value: candidates } = choosing.candidates;
  const found = choosing.validation.value;
  const role = restaurant.value?.role;
  const may = !role || OVERRULING.has(role); // the server has the last word
  return html`<div class="chooser">
    ${choosing.error.value && html`<p class="refused" role="alert">
      ${choosing.error.value.message} ${choosing.error.value.hint}</p>`}
    <${Candidates} candidates=${candidates} chosen=${tables} pick=${pick} />
    <${AnyTable} night=${night} chosen=${tables} pick=${pick} />
    <div class="verdict" aria-live="polite">
      ${tables.length > 0 && (found
        ? html`<${Checks} found=${found} may=${may} override=${override} overrule=${overrule} pick=${pick} />`
        : html`<p>${text.checking}</p>`)}
    </div>
    <div class="actions">
      <button type="button" class="primary" disabled=${busy || !found?.ok} onClick=${act}>
        ${tables.length ? text.giveThem(namesOf(tables)) : text.chooseFirst}
      </button>
    </div>
  </div>`;
}

function Candidates({ candidates, chosen, pick }) {
  if (!candidates) return html`<p>${text.lookingForTables}</p>`;
  if (!candidates.length) return html`<p>${text.nothingFree}</p>`;
  return html`<ul class="candidates" aria-label=${text.freeTables}>
    ${candidates.map((item) => html`<li key=${item.tableIds.join()}>
      <button type="button" aria-pressed=${same(item.tableIds, chosen)} onClick=${() => pick(item.tableIds)}>
        <strong>${item.tableNumbers.join(' + ')}</strong>
        <span>${text.seats(item.totalCapacity)}, ${text.emptySeats(item.slack)}</span>
      </button>
    </li>`)}
  </ul>`;
}

const same = (a, b) => a.length === b.length && a.every((item) => b.includes(item));
