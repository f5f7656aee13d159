// @ts-check
// What a change of several bookings does, in words: who is new, who moves, who goes.

import { clock } from '../lib/clock.js';
import { text } from '../text.js';

const MOST_TOLD = 5;

/** @typedef {{booking: string, tables: string[], start?: number, end?: number}} Change */

/** `new`, `moved` or `gone`; nothing for a booking that is not of the night. @param {any} night @param {Change} change */
export function kindOf(night, { booking, tables }) {
  const before = night.bookings.get(booking);
  if (!before) return undefined;
  return before.tables.length ? (tables.length ? 'moved' : 'gone') : 'new';
}

/** @param {any} night @param {Change[]} changes @returns {{title: string, moves: string[]}} */
export function changeWords(night, changes) {
  const of = (kind) => changes.filter((change) => kindOf(night, change) === kind);
  const guests = (some) => some.reduce((sum, { booking }) => sum + night.bookings.get(booking).party, 0);
  const [seated, moved, gone] = ['new', 'moved', 'gone'].map(of);
  const told = [...moved, ...gone].slice(0, MOST_TOLD).map((change) => moveWords(night, change));
  const more = moved.length + gone.length - told.length;
  return {
    title: text.planFound(seated.length, guests(seated), moved.length, gone.length),
    moves: more > 0 ? [...told, text.andMore(more)] : told,
  };
}

function moveWords(night, { booking, tables }) {
  const { party, start, names } = night.bookings.get(booking);
  const to = tables.map((table) => night.tables.get(table)?.name ?? table);
  return text.moves(`${party}, ${clock(start, night.timeZone)}`, names, to.length ? to : [text.noTable]);
}
