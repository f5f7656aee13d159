// @ts-check
// Turns the server's answer for a date into what is drawn: rows, seatings, what is taken, who waits.

import { text } from '../text.js';

const instant = (value) => new Date(value).getTime();

/** Orders B2 before B10. @param {{name: string}} a @param {{name: string}} b */
function byNumber(a, b) {
  return a.name.localeCompare(b.name, 'en', { numeric: true });
}

/**
 * A booking has `tables` and their `names` (none when it waits), and `start` and `end` as instants;
 * both are null when there is no window that it could have.
 */
export function toNight(day) {
  const tables = new Map(
    day.tables.map((table) => [table.id, { ...table, name: table.name || table.id }]),
  );
  const held = new Map(day.seatings.map((seating) => [seating.bookingId, seating]));
  const why = reasons(day);
  const bookings = new Map(
    day.bookings.map((booking) => [booking.id, toBooking(booking, held.get(booking.id), tables, why)]),
  );
  for (const item of day.unplannable ?? []) {
    bookings.set(item.bookingId, { ...NOBODY, id: item.bookingId, party: item.party, why: item.message });
  }
  const everybody = [...bookings.values()];
  const seatings = everybody.filter((booking) => booking.tables.length > 0);
  return {
    timeZone: day.timeZone,
    date: day.date,
    version: day.version ?? null,
    layoutVersion: day.layoutVersion ?? 0,
    tables,
    zones: toZones(day.zones, tables),
    services: (day.services ?? []).map((item) => ({
      key: item.key, label: item.label, start: instant(item.startAt), end: instant(item.endAt),
      stays: item.stays ?? [], bufferBefore: item.bufferBefore ?? 0, bufferAfter: item.bufferAfter ?? 0,
    })),
    neighbours: toNeighbours(day.adjacency),
    bookings,
    seatings: seatings.sort((a, b) => a.start - b.start || a.id.localeCompare(b.id)),
    unseated: everybody
      .filter((booking) => booking.tables.length === 0)
      .sort((a, b) => (a.start ?? Infinity) - (b.start ?? Infinity) || a.party - b.party),
    occupancy: day.occupancy.map((item) => ({
      table: item.tableId,
      start: instant(item.startAt),
      end: instant(item.endAt),
      source: item.source,
      until: item.until ? instant(item.until) : null,
      hold: item.holdId ?? null,
      booking: item.bookingId ?? null,
      party: item.party ?? null,
      arrives: item.arrivesAt ? instant(item.arrivesAt) : null,
    })),
    run: day.run ?? null,
    covers: guests(seatings),
    coversRequested: guests(everybody),
  };
}

const NOBODY = {
  priority: 0, status: '', service: null, locked: false, lockReason: null,
  tables: [], names: [], start: null, end: null, arrives: null, empty: 0,
};

/** Why each booking has no table, as the last run says. @returns {(booking: string) => string} */
function reasons(day) {
  const known = new Map((day.run?.unseated ?? []).map((item) => [item.bookingId, item.message]));
  const otherwise = day.run ? text.unseatedGone : text.unseatedNotPlanned;
  return (booking) => known.get(booking) ?? otherwise;
}

function toBooking(booking, seating, tables, why) {
  const own = (seating?.tableIds ?? []).map((id) => tables.get(id)).filter(Boolean).sort(byNumber);
  const arrives = instant(booking.arrivesAt ?? booking.startAt);
  return {
    id: booking.id,
    party: booking.party,
    priority: booking.priority ?? 0,
    status: booking.status,
    service: booking.service,
    locked: booking.locked ?? false,
    lockReason: booking.lockReason ?? null,
    tables: own.map((table) => table.id),
    names: own.map((table) => table.name),
    start: seating ? instant(seating.startAt) : arrives,
    end: instant(seating?.endAt ?? booking.endAt),
    arrives,
    empty: Math.max(0, own.reduce((sum, table) => sum + table.capacity, 0) - booking.party),
    why: own.length ? '' : why(booking.id),
  };
}

function toZones(zones, tables) {
  return zones
    .map((zone) => ({
      id: zone.id,
      name: zone.name || zone.id,
      tables: [...tables.values()].filter((table) => table.zoneId === zone.id).sort(byNumber),
    }))
    .filter((zone) => zone.tables.length > 0);
}

/** @returns {Map<string, Set<string>>} the tables beside each table */
function toNeighbours(pairs) {
  const beside = new Map();
  for (const [a, b] of pairs ?? []) {
    beside.set(a, (beside.get(a) ?? new Set()).add(b));
    beside.set(b, (beside.get(b) ?? new Set()).add(a));
  }
  return beside;
}

const guests = (bookings) => bookings.reduce((sum, booking) => sum + booking.party, 0);
