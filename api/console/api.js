// @ts-check
// Talks to the server and turns its answers into what the page draws.

import { text } from './text.js';

/** An error with words for the person at the screen. */
export class ApiError extends Error {
  /** @param {string} message @param {string} [hint] @param {number} [status] */
  constructor(message, hint, status) {
    super(message);
    this.hint = hint ?? '';
    this.status = status ?? 0;
  }
}

const TOKEN = 'maitred-token';

/** The token that this tab signed in with; without one the site's own session cookie counts. */
export const session = {
  get token() {
    return sessionStorage.getItem(TOKEN) ?? '';
  },
  /** @param {string} token */
  open(token) {
    sessionStorage.setItem(TOKEN, token);
  },
  close() {
    sessionStorage.removeItem(TOKEN);
  },
};

/** What the server says about itself with every answer. */
export const server = { devAuth: false };

/** @param {string} path @param {AbortSignal} [signal] */
async function get(path, signal) {
  let response;
  try {
    response = await fetch(path, { signal, headers: headers() });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError(text.unreachable);
  }
  server.devAuth = response.headers.has('x-maitred-dev-auth');
  const body = await response.json().catch(() => null);
  if (!response.ok || body === null) {
    const message = body?.message ?? body?.error ?? text.badAnswer(response.status);
    throw new ApiError(message, body?.hint, response.status);
  }
  return body;
}

function headers() {
  const accept = { accept: 'application/json' };
  return session.token ? { ...accept, authorization: `Bearer ${session.token}` } : accept;
}

/** @param {AbortSignal} [signal] */
export async function fetchRestaurants(signal) {
  const body = await get('/api/v1/restaurants', signal);
  return body.restaurants.map((item) => ({
    id: item.id,
    name: item.name,
    timeZone: item.timeZone,
    today: item.today ?? null,
  }));
}

/** @param {string} restaurant @param {string} date @param {AbortSignal} [signal] */
export async function fetchNight(restaurant, date, signal) {
  const path = `/api/v1/restaurants/${encodeURIComponent(restaurant)}/days/${date}`;
  return toNight(await get(path, signal));
}

const instant = (value) => new Date(value).getTime();

/** Orders B2 before B10. @param {{name: string}} a @param {{name: string}} b */
function byNumber(a, b) {
  return a.name.localeCompare(b.name, 'en', { numeric: true });
}

/** Turns the answer for a day into zones with rows, seatings, occupancy, unseated, run. */
export function toNight(day) {
  const tables = new Map(
    day.tables.map((table) => [table.id, { ...table, name: table.name || table.id }]),
  );
  const bookings = new Map(day.bookings.map((booking) => [booking.id, booking]));
  const seatings = day.seatings.map((seating) => toSeating(seating, tables, bookings));
  const seated = new Set(seatings.map((seating) => seating.booking));
  const reasons = new Map((day.run?.unseated ?? []).map((item) => [item.bookingId, item]));
  const unseated = day.bookings
    .filter((booking) => !seated.has(booking.id))
    .map((booking) => ({
      booking: booking.id,
      party: booking.party,
      start: instant(booking.arrivesAt ?? booking.startAt),
      end: instant(booking.endAt),
      why: reasons.get(booking.id)?.message ?? (day.run ? text.unseatedGone : text.unseatedNotPlanned),
    }))
    .concat(
      (day.unplannable ?? []).map((item) => ({
        booking: item.bookingId, party: item.party, start: null, end: null, why: item.message,
      })),
    )
    .sort((a, b) => (a.start ?? Infinity) - (b.start ?? Infinity) || a.party - b.party);
  const zones = day.zones
    .map((zone) => ({
      id: zone.id,
      name: zone.name || zone.id,
      tables: [...tables.values()].filter((table) => table.zoneId === zone.id).sort(byNumber),
    }))
    .filter((zone) => zone.tables.length > 0);
  return {
    timeZone: day.timeZone,
    date: day.date,
    zones,
    seatings: seatings.sort((a, b) => a.start - b.start || a.booking.localeCompare(b.booking)),
    occupancy: day.occupancy.map((item) => ({
      table: item.tableId,
      start: instant(item.startAt),
      end: instant(item.endAt),
      source: item.source,
    })),
    unseated,
    run: day.run ?? null,
    covers: seatings.reduce((sum, seating) => sum + seating.party, 0),
    coversRequested:
      seatings.reduce((sum, seating) => sum + seating.party, 0) +
      unseated.reduce((sum, item) => sum + item.party, 0),
  };
}

function toSeating(seating, tables, bookings) {
  const own = seating.tableIds.map((id) => tables.get(id)).filter(Boolean).sort(byNumber);
  const booking = bookings.get(seating.bookingId);
  const party = booking?.party ?? seating.party;
  return {
    booking: seating.bookingId,
    party,
    priority: booking?.priority ?? 0,
    tables: own.map((table) => table.id),
    names: own.map((table) => table.name),
    start: instant(seating.startAt),
    end: instant(seating.endAt),
    empty: Math.max(0, own.reduce((sum, table) => sum + table.capacity, 0) - party),
  };
}
