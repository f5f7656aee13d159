// @ts-check
// Why a booking has no table, what seating it would cost, and what would seat it: tried as a preview.

import { useEffect, useState } from '../vendor/hooks.js';
import { html } from '../lib/html.js';
import { clock } from '../lib/clock.js';
import { get } from '../lib/http.js';
import { namesOf } from '../state/choice.js';
import { named } from '../state/named.js';
import { show } from '../state/preview.js';
import { text } from '../text.js';

const BUDGET_MS = 1000;
const MOST_TOLD = 4;
/** Repairs that can be made here; all others are somebody's to arrange first. */
const MADE_HERE = new Set(['moves']);

export function Why({ night, booking }) {
  const [asked, setAsked] = useState(false);
  const [found, setFound] = useState(/** @type {any} */ (null));
  const [error, setError] = useState(/** @type {any} */ (null));
  useEffect(() => {
    if (!asked) return undefined;
    const abort = new AbortController();
    const path = `/api/v1/runs/${night.run.id}/explanations/${booking.id}?budgetMs=${BUDGET_MS}`;
    get(path, abort.signal).then(setFound, (reason) => abort.signal.aborted || setError(reason));
    return () => abort.abort();
  }, [asked]);
  if (!asked) {
    return html`<div class="actions"><button type="button" onClick=${() => setAsked(true)}>${text.whyAsk}</button></div>`;
  }
  if (error) return html`<p class="refused" role="alert">${error.message} ${error.hint}</p>`;
  if (!found) return html`<p role="status">${text.whyLooking}</p>`;
  if (!found.explanation) return html`<p>${text.whySeated}</p>`;
  return html`<${Explanation} night=${night} booking=${booking} found=${found.explanation} />`;
}

function Explanation({ night, booking, found }) {
  const { conflict, trade, repairs } = found;
  return html`<div class="explanation">
    ${conflict?.elements.length > 0 && html`<h3>${text.inTheWay}</h3>
      <${Elements} words=${conflict.elements.map((item) => elementWords(night, item))} />
      <p class="soft">${conflict.certified ? text.certified : text.notCertified}</p>`}
    ${trade && html`<h3>${text.trade}</h3><p>${tradeWords(night, trade)}</p>`}
    <h3>${text.repairs}</h3>
    ${repairs.length === 0 ? html`<p>${text.noRepairs}</p>` : html`<ul class="repairs">
      ${repairs.map((repair, index) => html`<li key=${index}>
        <span>${repairWords(night, repair)}</span>
        ${repair.kind !== 'new_table' && html`<button type="button"
          onClick=${() => tryIt(night, booking, repair)}>${text.tryIt}</button>`}
      </li>`)}
    </ul>`}
  </div>`;
}

/** A long list is told in short, and whole for whoever asks. */
function Elements({ words }) {
  const list = (some) => html`<ul>${some.map((item) => html`<li key=${item}>${item}</li>`)}</ul>`;
  if (words.length <= MOST_TOLD + 1) return list(words);
  return html`${list(words.slice(0, MOST_TOLD))}
    <details><summary>${text.andMore(words.length - MOST_TOLD)}</summary>${list(words.slice(MOST_TOLD))}</details>`;
}

function elementWords(night, item) {
  if (item.kind !== 'booking') return named(night, item.text);
  const tables = namesOf(item.tables).join(' + ');
  return text.inTheWayBooking(item.party, times(night, item.window), tables, item.stays);
}

function tradeWords(night, trade) {
  const gone = trade.turned_away.map((guest) => text.partyAt(guest.party, clockOf(night, guest.window.start)));
  const words = gone.length ? text.turnedAway(gone) : text.nobodyTurnedAway;
  return `${words} ${text.guestsInAll(trade.guests)}`;
}

function repairWords(night, repair) {
  const moves = repair.moves.map((move) =>
    text.moves(move.party, namesOf(move.from_tables), namesOf(move.to_tables)));
  return [named(night, repair.message), ...(repair.kind === 'moves' ? moves : [])].join(' ');
}

/** Shows the night with the repair made. */
function tryIt(night, booking, repair) {
  const edit = repair.edits.find((item) => item.kind === 'reschedule');
  const at = edit && { start: Date.parse(edit.window.start), end: Date.parse(edit.window.end) };
  const moves = repair.moves.map((move) => ({ booking: move.booking, tables: move.to_tables }));
  show(booking.id, {
    title: text.party(booking.party),
    words: [named(night, repair.message)],
    changes: [{ booking: booking.id, tables: repair.tables, ...at }, ...moves],
    applicable: MADE_HERE.has(repair.kind),
    why: text.arrangeFirst[repair.kind] ?? text.arrangeFirst.other,
  });
}

const clockOf = (night, instant) => clock(Date.parse(instant), night.timeZone);
const times = (night, window) => `${clockOf(night, window.start)}–${clockOf(night, window.end)}`;
