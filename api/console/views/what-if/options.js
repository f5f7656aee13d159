// @ts-check
// What can be chosen in a field: tables by zone, zones, bookings, services, presets.

import { clock } from '../../lib/clock.js';
import { draft } from '../../state/what-if/draft.js';
import { text } from '../../text.js';

/** @typedef {{label: string, options: [string, string][]}} Group */

/** Groups of choices for a field, by what it is filled in with. @returns {Group[]} */
export function groupsOf(widget, { night, format, kind }) {
  const lists = {
    table: () => tables(night),
    zone: () => one(night.zones.map((zone) => [zone.id, zone.name])),
    preferred_zone: () => one(night.zones.map((zone) => [zone.id, zone.name])),
    service: () => one(services(night)),
    booking: () => one(bookings(night)),
    preset: () => one((kind === 'set_weights' ? format.weightPresets : format.rulePresets).map((name) => [name, name])),
  };
  return lists[widget]();
}

const one = (options) => [{ label: '', options }];

/** The tables of the night by zone, and those that a scenario adds. */
export function tables(night) {
  const label = (table) => text.whatIf.seats(table.name, table.capacity);
  const known = night.zones.map((zone) => ({
    label: zone.name,
    options: zone.tables.map((table) => [table.id, label(table)]),
  }));
  const added = draft.value
    .flatMap((item) => item.changes.map((change) => change.value))
    .filter((value) => value.kind === 'add_table' && value.table?.id)
    .map(({ table }) => [table.id, label({ name: table.name || table.id, capacity: table.capacity ?? '?' })]);
  return added.length ? [...known, { label: text.whatIf.kind.add_table, options: added }] : known;
}

function services(night) {
  const asked = [...night.bookings.values()].map((booking) => booking.service).filter(Boolean);
  const labels = new Map(night.services.map((service) => [service.key, service.label]));
  return [...new Set([...labels.keys(), ...asked])].map((key) => [key, labels.get(key) ?? key]);
}

function bookings(night) {
  return [...night.bookings.values()]
    .filter((booking) => booking.start !== null)
    .sort((a, b) => a.start - b.start || a.party - b.party)
    .map((booking) => [booking.id,
      text.whatIf.bookingChoice(booking.party, clock(booking.start, night.timeZone), booking.names.join(' + '))]);
}

/** What takes tables and may be released, each as the server knows it. */
export function taken(night) {
  return night.occupancy.map((item) => {
    const iso = (moment) => new Date(moment).toISOString();
    const value = {
      table: item.table,
      window: { start: iso(item.start), end: iso(item.end) },
      source: item.source,
      ...(item.booking && { booking: item.booking }),
      ...(item.until && { until: iso(item.until) }),
    };
    const at = (moment) => clock(moment, night.timeZone);
    const name = night.tables.get(item.table)?.name ?? item.table;
    return { value, label: text.whatIf.takenChoice(name, at(item.start), at(item.end), text.occupied[item.source]) };
  });
}
