// @ts-check
// A booking that is dragged: what it is over, whether it may land there, and its landing.

import { batch, effect, signal } from '../vendor/signals.js';
import { choosing, seat } from './by-hand.js';
import { chosen } from './night.js';

const FAR_ENOUGH = 6;
const CHECK_AFTER = 70;

/** @typedef {{booking: any, choosing: ReturnType<typeof choosing>, tables: string[]}} Carried */

/** The booking in the air, and the tables under it; null when nothing is dragged. */
export const carried = signal(/** @type {Carried | null} */ (null));

/** What finds the table under a point of the window; every view that can be dropped on adds one. */
const fields = new Set();

/** @param {(x: number, y: number) => string | null} tableAt @returns {() => void} */
export function addField(tableAt) {
  fields.add(tableAt);
  return () => fields.delete(tableAt);
}

/** Begins to drag once the pointer has moved. @param {PointerEvent} event @param {any} booking */
export function pickUp(event, booking) {
  if (event.button !== 0 || booking.start === null) return;
  const { clientX, clientY, pointerId } = event;
  const of = (moved) => moved.pointerId === pointerId;
  const move = (moved) => {
    if (!of(moved)) return;
    const far = Math.hypot(moved.clientX - clientX, moved.clientY - clientY) > FAR_ENOUGH;
    if (!carried.value && far) lift(booking);
    if (carried.value) over(tableUnder(moved.clientX, moved.clientY));
  };
  const drop = (moved) => {
    if (of(moved)) end(land);
  };
  const cancel = (moved) => {
    if (moved.key === 'Escape' || of(moved)) end(() => {});
  };
  const end = (then) => {
    removeEventListener('pointermove', move);
    removeEventListener('pointerup', drop);
    removeEventListener('pointercancel', cancel);
    removeEventListener('keydown', cancel);
    then();
    carried.value?.choosing.end();
    carried.value = null;
  };
  addEventListener('pointermove', move);
  addEventListener('pointerup', drop);
  addEventListener('pointercancel', cancel);
  addEventListener('keydown', cancel);
}

function lift(booking) {
  batch(() => {
    chosen.value = booking.id;
    carried.value = { booking, choosing: choosing(booking), tables: [] };
  });
}

function tableUnder(x, y) {
  for (const tableAt of fields) {
    const found = tableAt(x, y);
    if (found) return found;
  }
  return null;
}

let waiting = 0;

function over(table) {
  const now = carried.value;
  if (!now) return;
  const tables = table === null ? [] : now.choosing.setWith(table);
  if (tables.join() === now.tables.join()) return;
  carried.value = { ...now, tables };
  clearTimeout(waiting);
  waiting = setTimeout(() => void now.choosing.check(tables), CHECK_AFTER);
}

/** Gives the booking the tables under it; what is in the way is said by the server. */
function land() {
  const now = carried.value;
  if (!now || !now.tables.length || now.tables.join() === now.booking.tables.join()) return;
  void seat(now.booking, now.tables);
}

effect(() => {
  document.documentElement.classList.toggle('carrying', carried.value !== null);
});
