// @ts-check
// Quotes: what a party could have, what is held for it, and how the hold becomes a seating.

import { computed, effect, signal } from '../vendor/signals.js';
import { get, newKey, send } from '../lib/http.js';
import { text } from '../text.js';
import { namesOf } from './choice.js';
import { chosen, dayPath, night, reload } from './night.js';
import { tell } from './notices.js';
import { now } from './now.js';
import { restaurant } from './place.js';

const BUDGET_MS = 600;
/** A hold that is gone and had less left than this ran out: clocks differ. */
const SOON = 3000;
const QUOTE = '/api/staff/auto/quote';

/**
 * @typedef {{booking: string, party: number, time: string, seconds: number, limits: Record<string, any>}} Wish
 *   `booking` is empty for a party that has none; `time` is HH:MM.
 * @typedef {{id: string, booking: string, party: number, tables: string[], start: number, until: number}} Held
 * @typedef {{wish: Wish, answer: any, version: string | null, replaces?: string}} Found
 *   `replaces` is a hold for the same guests that is given up once another stands.
 */

/** For whom the panel asks: null while it is closed, a booking's id, or empty for a new party. */
export const asking = signal(/** @type {string | null} */ (null));

/** The last answer, and the version of the night that it was about. */
export const found = signal(/** @type {Found | null} */ (null));

/** Why the last wish was not granted; it stays until the next one. */
export const refusal = signal(/** @type {any} */ (null));

/** What is being done: one thing at a time. */
export const busy = signal(/** @type {'' | 'ask' | 'hold' | 'release' | 'confirm'} */ (''));

/** The hold that was placed here last, with the wish to place it again. */
export const mine = signal(/** @type {(Held & {wish: Wish}) | null} */ (null));

/** @param {string | null} booking */
export function open(booking) {
  asking.value = booking;
  found.value = null;
  refusal.value = null;
}

/** The holds that somebody here has to decide about: for new parties, and for the chosen booking. */
export const held = computed(() => {
  const all = night.value;
  const holds = new Map();
  for (const item of all?.occupancy ?? []) {
    const ours = item.booking === null ? item.arrives !== null : item.booking === chosen.value;
    if (item.source !== 'hold' || !item.hold || !ours) continue;
    const known = holds.get(item.hold) ?? toHeld(all, item);
    known.tables.push(item.table);
    holds.set(item.hold, known);
  }
  return [...holds.values()].sort((a, b) => a.until - b.until);
});

/** @returns {Held} */
function toHeld(all, { hold, booking, party, arrives, start, until }) {
  const guest = all.bookings.get(booking);
  return {
    id: hold, booking: booking ?? '', party: guest?.party ?? party, tables: [],
    start: arrives ?? guest?.arrives ?? start, until,
  };
}

/** The hold of this screen once it is over: it ran out, or somebody else ended it. */
export const over = computed(() => {
  const last = mine.value;
  if (!last || busy.value || !night.value) return null;
  const there = night.value.occupancy.find((item) => item.hold === last.id);
  const left = (there?.until ?? last.until) - now.value;
  return there && left > 0 ? null : { ...last, ranOut: left <= SOON };
});

/** Whether the answer is about a night that is not any more. */
export const stale = computed(() => found.value !== null && night.value !== null
  && night.value.version !== found.value.version);

/** The tables that are offered, the best first: not those that the booking has anyway. */
export const offers = computed(() => {
  const { answer, wish } = found.value ?? {};
  if (!answer) return [];
  const own = [...(night.value?.bookings.get(wish.booking)?.tables ?? [])].sort().join();
  return [answer.candidate, ...answer.alternates].filter((item) => item && [...item.tableIds].sort().join() !== own);
});

/** @param {'ask' | 'hold' | 'release' | 'confirm'} what @param {() => Promise<void>} work */
async function doing(what, work) {
  if (busy.value) return;
  busy.value = what;
  refusal.value = null;
  const place = dayPath.peek();
  try {
    await work();
  } catch (error) {
    if (dayPath.peek() !== place) return;
    refusal.value = error;
    await reload();
    instead(error.details?.quote);
  } finally {
    busy.value = '';
  }
}

/** A refusal may bring a fresh quote: of the same party, or of the booking that was to be seated. */
function instead(quote) {
  const before = found.peek();
  if (!quote || !before) return;
  found.value = { ...before, answer: { ...before.answer, ...quote }, version: night.peek()?.version ?? null };
}

/** Asks what a party could have; nothing is held. @param {Wish} wish @param {string} [replaces] */
export function ask(wish, replaces) {
  return doing('ask', async () => {
    found.value = null;
    const answer = await send('POST', ...request(wish, { hold: false, replaceHoldId: replaces }));
    found.value = { wish, answer, version: night.peek()?.version ?? null, replaces };
  });
}

/** Holds these tables, in place of an earlier hold. @param {Wish} wish @param {string[]} tables @param {string} [replaces] */
export function hold(wish, tables, replaces) {
  return doing('hold', async () => {
    const replaceHoldId = wish.booking ? undefined : replaces ?? found.peek()?.replaces;
    const more = { hold: true, tableIds: tables, holdTtlSeconds: wish.seconds, replaceHoldId };
    const answer = await send('POST', ...request(wish, more));
    found.value = null;
    mine.value = {
      wish, id: answer.holdId, booking: wish.booking, party: wish.party, tables,
      start: Date.parse(answer.startAt ?? answer.window.start), until: Date.parse(answer.expiresAt),
    };
    await reload();
  });
}

/** @param {Wish} wish @returns {[string, any]} */
function request({ booking, party, time, limits }, more) {
  const { seatingPreference, seatingType, durationMinutes, ...common } = limits;
  const body = { ...common, ...more, budgetMs: BUDGET_MS };
  if (booking) return [QUOTE, { bookingId: booking, ...body }];
  return [`${dayPath.peek()}/quote`, { party, time, seatingPreference, seatingType, durationMinutes, ...body }];
}

const holdPath = (hold) => `/api/v1/restaurants/${encodeURIComponent(restaurant.peek()?.id ?? '')}/holds/${hold}`;

/** @param {Held} item */
export function release(item) {
  return doing('release', async () => {
    try {
      await send('DELETE', holdPath(item.id));
      tell(text.quote.released(namesOf(item.tables).join(' + ')));
    } finally {
      forget();
      await reload();
    }
  });
}

/** Makes a hold the seating of a booking: its own, or the one that was entered for the party. */
export function confirm(item, booking = item.booking) {
  return doing('confirm', async () => {
    const key = newKey();
    const wanted = { bookingId: booking, holdId: item.id, idempotencyKey: key };
    try {
      if (item.booking) {
        // Whatever else has changed: the tables are held, and are judged again anyway.
        const { contextVersion } = await get(`/api/staff/manual/context?bookingId=${booking}`);
        await send('POST', '/api/staff/manual/confirm', { ...wanted, contextVersion }, { key });
      } else {
        await send('POST', `${holdPath(item.id)}/confirm`, wanted, { key });
      }
    } catch (error) {
      if (error.details?.quote) turnTo(booking, error.details.quote);
      throw error;
    }
    forget();
    await reload();
    chosen.value = booking;
    tell(text.quote.confirmed(item.party, namesOf(item.tables).join(' + ')));
  });
}

/** Goes on with a booking whose hold is over: what it could have now. */
function turnTo(booking, answer) {
  const guest = night.peek()?.bookings.get(booking);
  if (!guest) return;
  const wish = { booking, party: guest.party, time: '', seconds: 180, limits: {} };
  mine.value = null;
  chosen.value = booking;
  asking.value = booking;
  found.value = { wish, answer, version: night.peek()?.version ?? null };
}

/** Nothing is held here any more, as far as this screen is concerned. */
export function forget() {
  mine.value = null;
  found.value = null;
}

let place = '';
effect(() => {
  if (dayPath.value !== place) {
    open(null);
    mine.value = null;
  }
  place = dayPath.value;
});
