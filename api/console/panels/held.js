// @ts-check
// What is held for somebody who has to decide: how long still, let go, or make it a seating.

import { useComputed } from '../vendor/signals.js';
import { useEffect, useRef } from '../vendor/hooks.js';
import { html } from '../lib/html.js';
import { clock, countdown, longDate } from '../lib/clock.js';
import { namesOf } from '../state/choice.js';
import { now } from '../state/now.js';
import { ask, asking, busy, confirm, forget, held, hold, mine, over, release } from '../state/quote.js';
import { text } from '../text.js';

const words = text.quote;
/** At so many seconds left it is said aloud; a countdown that is read every second is noise. */
const SAID_AT = [10, 30, 60];

/** `back` puts the focus where a card was. */
export function HeldTables({ night, back }) {
  return html`${held.value.map((item) => html`<${Card} key=${item.id} night=${night} item=${item} back=${back} />`)}
    <${Over} back=${back} />
    <${Soon} />`;
}

function Card({ night, item, back }) {
  const title = useRef(/** @type {any} */ (null));
  const ended = useComputed(() => item.until <= now.value);
  useEffect(() => {
    if (mine.peek()?.id === item.id) title.current?.focus();
  }, []);
  if (ended.value) return null;
  const tables = namesOf(item.tables).join(' + ');
  const time = clock(item.start, night.timeZone);
  const then = async (work) => {
    await work;
    back();
  };
  const wish = mine.value?.id === item.id ? mine.value.wish : null;
  return html`<div class="held-card" role="group" aria-label=${`${words.held}: ${words.heldFor(tables, item.party, time)}`}
    data-hold=${item.id}>
    <h3 tabindex="-1" ref=${title}>${words.held}: ${words.heldFor(tables, item.party, time)}</h3>
    <p class="left"><${Left} until=${item.until} /> ${words.left}</p>
    <div class="actions">
      ${item.booking
        ? html`<button type="button" class="primary" aria-disabled=${busy.value !== ''}
            onClick=${() => void then(confirm(item))}>${words.confirm(tables)}</button>`
        : html`<${Bookings} night=${night} item=${item} time=${time} then=${then} />`}
      <button type="button" aria-disabled=${busy.value !== ''} onClick=${() => void then(release(item))}>${words.release}</button>
      ${wish && html`<button type="button" onClick=${() => others(wish, item)}>${text.otherTables}</button>`}
    </div>
  </div>`;
}

/** Looks again while the hold stands: it goes when another one is placed. */
function others(wish, item) {
  asking.value = wish.booking;
  void ask(wish, wish.booking ? undefined : item.id);
}

/** The bookings that may be the one of the guests; until theirs is there, what to enter. */
function Bookings({ night, item, time, then }) {
  const fitting = [...night.bookings.values()].filter(
    (guest) => guest.party === item.party && guest.arrives === item.start && !guest.tables.length && !guest.locked,
  );
  if (!fitting.length) return html`<p>${words.enter(item.party, time, longDate(night.date))}</p>`;
  return fitting.map((guest) => html`<button key=${guest.id} type="button" class="primary" title=${guest.id}
    aria-disabled=${busy.value !== ''} onClick=${() => void then(confirm(item, guest.id))}>
    ${words.confirmFor(guest.id.slice(0, 8))}</button>`);
}

/** Only this is drawn anew every second. */
function Left({ until }) {
  const said = useComputed(() => countdown(until - now.value));
  return html`<span role="timer" aria-live="off">${said}</span>`;
}

/** The hold of this screen that is over, and how to go on. */
function Over({ back }) {
  const last = over.value;
  if (!last) return html`<div role="alert"></div>`;
  const tables = namesOf(last.tables).join(' + ');
  const again = () => {
    asking.value = last.wish.booking;
    void hold(last.wish, last.tables, last.id);
  };
  return html`<div role="alert" class="held-card over">
    <p class="refused">${last.ranOut ? words.ranOut(tables) : words.gone(tables)}</p>
    <div class="actions">
      <button type="button" class="primary" aria-disabled=${busy.value !== ''} onClick=${again}>${words.holdAgain}</button>
      <button type="button" onClick=${() => { forget(); back(); }}>${words.forget}</button>
    </div>
  </div>`;
}

function Soon() {
  const said = useComputed(() => {
    const item = held.value.find((one) => one.id === mine.value?.id);
    const left = item ? (item.until - now.value) / 1000 : 0;
    const at = SAID_AT.find((seconds) => left > 0 && left <= seconds);
    return item && at ? words.soon(namesOf(item.tables).join(' + '), at) : '';
  });
  return html`<p class="sr" role="status">${said}</p>`;
}
