// @ts-check
// Ready-made questions: the blanks of each, what they begin with, and the changes that they make.

import { clock } from '../../lib/clock.js';
import { text } from '../../text.js';
import { draft } from './draft.js';

const LARGEST = 500;

/**
 * @typedef {{name: string, widget: string, schema?: any, value: any}} Blank
 * @typedef {{id: string, group: 'room' | 'guests' | 'house', blanks: (night: any) => Blank[],
 *   make: (values: any, night: any) => any[], name?: (values: any) => string}} Question
 */

const number = (name, value, minimum, maximum) => ({ name, widget: 'integer', schema: { minimum, maximum }, value });
const time = (name, value) => ({ name, widget: 'time', value });
const clockTime = (name, value) => ({ name, widget: 'time', schema: { pattern: '^([01]\\d|2[0-4]):[0-5]\\d$' }, value });
const zone = (night) => ({ name: 'zone', widget: 'zone', value: night.zones[0]?.id });
const table = (night, name = 'table', index = 0) => ({
  name, widget: 'table', value: night.zones.flatMap((item) => item.tables)[index]?.id,
});

/** @type {Question[]} */
export const QUESTIONS = [
  {
    id: 'more_table', group: 'room',
    blanks: (night) => [number('seats', 4, 1, LARGEST), zone(night)],
    make: ({ seats, zone: id }, night) =>
      [{ kind: 'add_table', table: { id: newId(night, 'X'), zone: id, capacity: seats } }],
  },
  {
    id: 'broken', group: 'room',
    blanks: (night) => [table(night)],
    make: ({ table: id }) => [{ kind: 'close', table: id }],
  },
  {
    id: 'closed', group: 'room',
    blanks: (night) => [zone(night), time('from', hours(night).from), time('to', hours(night).to)],
    make: ({ zone: id, from, to }) => [{ kind: 'close', zone: id, start: from, end: to }],
  },
  {
    id: 'larger', group: 'room',
    blanks: (night) => [table(night), number('seats', 6, 1, LARGEST)],
    make: ({ table: id, seats }) => [{ kind: 'resize_table', table: id, capacity: seats }],
  },
  {
    id: 'together', group: 'room',
    blanks: (night) => [table(night), table(night, 'second', 1)],
    make: ({ table: id, second }) => [{ kind: 'allow_merge', tables: [id, second] }],
  },
  {
    id: 'more_guests', group: 'guests',
    blanks: () => [number('percent', 10, -90, 900)],
    make: ({ percent }) => [{ kind: 'scale_demand', factor: (100 + percent) / 100 }],
  },
  {
    id: 'one_more', group: 'guests',
    blanks: (night) => [number('party', 4, 1, LARGEST), time('at', hours(night).from)],
    make: ({ party, at }, night) =>
      [{ kind: 'add_booking', booking: { id: newId(night, 'more'), party, start: at } }],
  },
  {
    id: 'stays', group: 'guests',
    blanks: () => [number('least', 5, 1, LARGEST), number('minutes', 15, -240, 240)],
    make: longerStays,
    name: ({ least, minutes }) => text.whatIf.staysName(least, minutes),
  },
  {
    id: 'hours', group: 'house',
    blanks: (night) => [
      { name: 'service', widget: 'service', value: main(night)?.key },
      clockTime('opens', hours(night).from), clockTime('closes', hours(night).closes),
    ],
    make: ({ service, opens, closes }) => [{ kind: 'opening_hours', ...(service && { service }), opens, closes }],
  },
  {
    id: 'walk_ins', group: 'house',
    blanks: (night) => [number('keep', 2, 1, 1000), number('seats', 2, 1, LARGEST),
      time('from', hours(night).from), time('to', hours(night).to)],
    make: ({ keep, seats, from, to }) =>
      [{ kind: 'set_hold_backs', hold_backs: [{ keep, start: from, end: to, tables: { min_capacity: seats } }] }],
  },
  {
    id: 'no_merges', group: 'house',
    blanks: () => [],
    make: () => [{ kind: 'set_rules', merges: false }],
  },
  {
    id: 'moves', group: 'house',
    blanks: () => [number('most', 5, 1, 100)],
    make: ({ most }) => [{ kind: 'set_mode', mode: 'improve', max_moves: most }],
  },
];

/** The hours of the night's main service, as its clock shows them. */
function hours(night) {
  const service = main(night);
  if (!service) return { from: '17:00', to: '23:00', closes: '23:00' };
  const closes = clock(service.end, night.timeZone);
  return { from: clock(service.start, night.timeZone), to: past(service, night.timeZone), closes };
}

/** An end after midnight counts on: 25:30. */
function past(service, timeZone) {
  const end = clock(service.end, timeZone);
  if (end > clock(service.start, timeZone)) return end;
  return `${Number(end.slice(0, 2)) + 24}:${end.slice(3)}`;
}

/** The service with the most bookings. */
function main(night) {
  const guests = (service) => [...night.bookings.values()].filter((item) => item.service === service.key).length;
  return [...night.services].sort((a, b) => guests(b) - guests(a))[0];
}

/** For each service that has guests: the house's stays, longer or shorter from a size on. */
function longerStays({ least, minutes }, night) {
  const asked = new Set([...night.bookings.values()].map((booking) => booking.service));
  return night.services
    .filter((service) => asked.has(service.key) && service.stays.length)
    .map((service) => ({
      kind: 'turn_times',
      service: service.key,
      bands: bandsFrom(service.stays, least, minutes),
      buffer_before: service.bufferBefore,
      buffer_after: service.bufferAfter,
    }));
}

/** @param {{upTo: number, minutes: number}[]} stays */
export function bandsFrom(stays, least, minutes) {
  const last = stays[stays.length - 1];
  const whole = last.upTo < LARGEST ? [...stays.slice(0, -1), { ...last, upTo: LARGEST }] : stays;
  const bands = [];
  let from = 1;
  for (const stay of whole) {
    if (from < least && stay.upTo >= least) bands.push({ up_to: least - 1, minutes: stay.minutes });
    const changed = stay.upTo >= least ? Math.max(1, stay.minutes + minutes) : stay.minutes;
    bands.push({ up_to: stay.upTo, minutes: changed });
    from = stay.upTo + 1;
  }
  return bands;
}

/** An id that nothing of the night, or of what is being composed, has. */
export function newId(night, prefix) {
  const composed = JSON.stringify(draft.peek());
  for (let number = 1; ; number += 1) {
    const id = `${prefix}${number}`;
    if (!night.tables.has(id) && !night.bookings.has(id) && !composed.includes(`"id":"${id}"`)) return id;
  }
}
