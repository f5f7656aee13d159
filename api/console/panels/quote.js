// @ts-check
// Quote a party: who, when and what they would like; what they could have; what is held for them.

import { useEffect, useRef, useState } from '../vendor/hooks.js';
import { html } from '../lib/html.js';
import { clock, todayIn } from '../lib/clock.js';
import { ask, asking, busy, found, held, mine, offers, open, refusal, stale } from '../state/quote.js';
import { text } from '../text.js';
import { HeldTables } from './held.js';
import { Offers } from './offers.js';

const words = text.quote;
const MINUTE = 60_000;
const SECONDS = [180, 300, 600];
const MOST_TABLES = [1, 2, 3, 4, 5];

/** `booking` is the chosen one, or null. */
export function QuotePanel({ night, booking }) {
  const title = useRef(/** @type {any} */ (null));
  const whom = asking.value;
  const guest = whom ? night.bookings.get(whom) : null;
  const back = () => (title.current ?? document.getElementById('quote-open'))?.focus();
  if (whom === null && !held.value.length && !mine.value) return null;
  const shut = () => {
    open(null);
    document.getElementById('quote-open')?.focus();
  };
  return html`<section class="quote panel" aria-labelledby="quote-title">
    <div class="quote-head">
      <h2 id="quote-title" tabindex="-1" ref=${title}>${words.title}</h2>
      ${whom !== null && html`<button type="button" onClick=${shut}>${words.close}</button>`}
    </div>
    <${HeldTables} night=${night} back=${back} />
    ${whom !== null && html`<${Whom} night=${night} whom=${whom} booking=${booking} guest=${guest} />
      <${Form} key=${whom} night=${night} guest=${guest} />`}
    <${Refused} />
    <div class="quoted" role="status">${spoken(night)}</div>
    ${found.value && html`<${Offers} key=${found.value.version} night=${night} found=${found.value} />`}
  </section>`;
}

/** What is read aloud: that it is looked, and what was found. */
function spoken(night) {
  if (busy.value === 'ask') return words.asking;
  if (!found.value) return '';
  const { answer, wish } = found.value;
  const guest = night.bookings.get(wish.booking);
  const time = guest ? clock(guest.arrives, night.timeZone) : wish.time;
  if (!answer.candidate) return words.nothing(wish.party, time);
  if (!offers.value.length) return words.nothingElse(wish.party, time, guest.names);
  return words.found(guest ? offers.value.length : answer.found, wish.party, time, offers.value[0].tableNumbers.join(' + '));
}

function Refused() {
  const error = refusal.value;
  return html`<div role="alert">${error && html`<p class="refused">${error.message}</p>
    ${error.hint && html`<p class="hint">${error.hint}</p>`}
    ${error.details?.quote && html`<p class="soft">${words.instead}</p>`}`}</div>`;
}

/** A new party, or a booking that is there: the chosen one, or the one that is asked for already. */
function Whom({ night, whom, booking, guest }) {
  const other = guest ?? (booking && booking.start !== null && !booking.locked ? booking : null);
  if (!other) return null;
  const name = words.booking(other.party, clock(other.arrives, night.timeZone));
  return html`<div class="views" role="group" aria-label=${words.whom}>
    <button type="button" aria-pressed=${whom === ''} onClick=${() => open('')}>${words.newParty}</button>
    <button type="button" aria-pressed=${whom === other.id} onClick=${() => open(other.id)}>${name}</button>
  </div>`;
}

function Form({ night, guest }) {
  const first = useRef(/** @type {any} */ (null));
  const [wish, setWish] = useState(() => emptyWish(night, guest));
  useEffect(() => first.current?.focus(), []);
  // Another time that was asked for among the answers is the form's time from then on.
  const asked = found.value?.wish;
  useEffect(() => {
    if (asked && !guest) setWish((before) => ({ ...before, time: asked.time }));
  }, [asked]);
  const set = (change) => setWish({ ...wish, ...change });
  const limit = (name, value) => set({ limits: { ...wish.limits, [name]: value || undefined } });
  const submit = (event) => {
    event.preventDefault();
    void ask(wish);
  };
  return html`<form onSubmit=${submit}>
    ${!guest && html`<${Guests} night=${night} wish=${wish} set=${set} limit=${limit} first=${first} />`}
    <details class="wishes" open=${Boolean(guest)}>
      <summary>${words.limits}</summary>
      <div class="fields"><${Limits} night=${night} wish=${wish} set=${set} limit=${limit} guest=${guest} first=${first} /></div>
    </details>
    <button type="submit" class="primary" aria-disabled=${busy.value !== ''}>
      ${stale.value ? words.again : words.ask}</button>
  </form>`;
}

function emptyWish(night, guest) {
  return {
    booking: guest?.id ?? '', party: guest?.party ?? 2, time: guest ? '' : likelyTime(night),
    seconds: SECONDS[0], limits: {},
  };
}

/** Now in steps of five minutes, on the night that goes on; otherwise an hour into its last service. */
function likelyTime(night) {
  if (night.date === todayIn(night.timeZone)) {
    return clock(Math.ceil(Date.now() / (5 * MINUTE)) * 5 * MINUTE, night.timeZone);
  }
  const last = night.services[night.services.length - 1];
  return last ? clock(last.start + 60 * MINUTE, night.timeZone) : '19:00';
}

function Guests({ night, wish, set, limit, first }) {
  return html`<div class="fields">
    <label>${words.guests}
      <input ref=${first} type="number" name="party" min="1" max="500" required value=${wish.party}
        onInput=${(event) => set({ party: Number(event.target.value) })} /></label>
    <label>${words.time}
      <input type="time" name="time" required value=${wish.time}
        onInput=${(event) => set({ time: event.target.value })} /></label>
    ${night.date === todayIn(night.timeZone) && html`<button type="button"
      onClick=${() => set({ time: clock(Date.now(), night.timeZone) })}>${words.nowTime}</button>`}
    <label>${words.stay}
      <input type="number" name="minutes" min="15" max="720" placeholder=${words.stayHint}
        value=${wish.limits.durationMinutes ?? ''}
        onInput=${(event) => limit('durationMinutes', Number(event.target.value))} /></label>
  </div>`;
}

function Limits({ night, wish, set, limit, guest, first }) {
  return html`<label>${words.zone}
      <${Choice} field=${guest ? first : null} value=${wish.limits.zoneId ?? ''} pick=${(value) => limit('zoneId', value)}
        options=${[['', words.anyZone], ...night.zones.map((zone) => [zone.id, zone.name])]} /></label>
    ${!guest && html`<label>${words.place}
      <${Choice} value=${wish.limits.seatingPreference ?? 'any'} pick=${(value) => limit('seatingPreference', value)}
        options=${Object.entries(words.places)} /></label>
    <label>${words.seat}
      <${Choice} value=${wish.limits.seatingType ?? ''} pick=${(value) => limit('seatingType', value)}
        options=${Object.entries(words.seats)} /></label>`}
    <label>${words.tables}
      <${Choice} value=${wish.limits.maxTables ?? ''} pick=${(value) => limit('maxTables', Number(value))}
        options=${[['', words.tablesAny], ...MOST_TABLES.map((count) => [count, count])]} /></label>
    <label>${words.holdFor}
      <${Choice} value=${wish.seconds} pick=${(value) => set({ seconds: Number(value) })}
        options=${SECONDS.map((count) => [count, words.minutes(count / 60)])} /></label>`;
}

function Choice({ field = null, value, options, pick }) {
  return html`<select ref=${field} value=${value} onChange=${(event) => pick(event.target.value)}>
    ${options.map(([key, name]) => html`<option key=${key} value=${key} selected=${String(key) === String(value)}>${name}</option>`)}
  </select>`;
}
