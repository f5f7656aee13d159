// @ts-check
// The tables being arranged on the floor plan: moved here, kept by the server when they are saved.

import { effect, signal } from '../vendor/signals.js';
import { newKey, send } from '../lib/http.js';
import { text } from '../text.js';
import { keepLayout, layout, layoutPath } from './layout.js';
import { night } from './night.js';
import { complain, tell } from './notices.js';
import { restaurant } from './place.js';

/** Units of the plan, both ways, and those that a table is moved by. */
export const SIDE = 1000;
export const GRID = 10;

const ARRANGERS = new Set(['manager', 'owner']);

/**
 * @typedef {{x: number, y: number, shape: string, rotation: number, width?: number | null,
 *   height?: number | null}} Place
 * @typedef {{version: number, places: Map<string, Place>, past: Map<string, Place>[], step: unknown,
 *   busy: boolean, theirs: any}} Arranging
 */

/** Null when nobody arranges. `theirs` is what somebody else has saved meanwhile. */
export const arranging = signal(/** @type {Arranging | null} */ (null));

/** Whether whoever looks may arrange; the server has the last word. */
export function mayArrange() {
  const role = restaurant.value?.role;
  return !role || ARRANGERS.has(role);
}

/** Begins with the tables where they are drawn. @param {any[]} spots @param {any} known the layout */
export function begin(spots, known) {
  const sizes = new Map(known.tables.map((item) => [item.tableId, item]));
  const places = spots.map(({ table, x, y, shape, rotation }) => {
    const { width = null, height = null } = sizes.get(table.id) ?? {};
    return [table.id, { x, y, shape, rotation, width, height }];
  });
  arranging.value = {
    version: known.version, places: new Map(places), past: [], step: null, busy: false, theirs: null,
  };
}

/**
 * Moves a table's middle there, on the grid and inside. Moves with the same `step` are taken back
 * together. @param {string} table @param {{x: number, y: number}} to
 * @param {{width: number, height: number}} half of its drawing @param {unknown} step
 */
export function move(table, to, half, step) {
  const now = arranging.peek();
  const place = now?.places.get(table);
  if (!now || !place) return;
  const x = snapped(to.x, half.width);
  const y = snapped(to.y, half.height);
  if (x === place.x && y === place.y) return;
  const past = step === now.step ? now.past : [...now.past, now.places];
  arranging.value = { ...now, places: new Map(now.places).set(table, { ...place, x, y }), past, step };
}

function snapped(at, room) {
  const least = Math.ceil(room / GRID) * GRID;
  return Math.min(Math.max(Math.round(at / GRID) * GRID, least), SIDE - least);
}

/** Takes the last step back. */
export function stepBack() {
  const now = arranging.peek();
  const places = now?.past.at(-1);
  if (now && places) arranging.value = { ...now, places, past: now.past.slice(0, -1), step: null };
}

export function cancelArranging() {
  arranging.value = null;
}

/** Keeps the tables where they are now; says when somebody else was faster. */
export async function saveArranging() {
  const now = arranging.peek();
  if (!now) return;
  const before = layout.peek().value;
  arranging.value = { ...now, busy: true, theirs: null };
  try {
    const answer = await put(now.version, tablesOf(now.places));
    arranging.value = null;
    keepLayout(answer);
    tell(text.arranged, { words: text.takeBack, run: () => void putBack(before, answer.version) });
  } catch (error) {
    const theirs = error.code === 'LAYOUT_CHANGED' ? error.details.current : null;
    if (!theirs) complain(error);
    arranging.value = { ...now, busy: false, theirs };
  }
}

/** Somebody else was faster: forgets what was moved here. */
export function takeTheirs() {
  const theirs = arranging.peek()?.theirs;
  if (theirs) keepLayout(theirs);
  arranging.value = null;
}

/** Somebody else was faster: saves all the same. */
export async function saveOverTheirs() {
  const now = arranging.peek();
  if (!now?.theirs) return;
  arranging.value = { ...now, version: now.theirs.version };
  keepLayout(now.theirs);
  await saveArranging();
}

/** Draws what was drawn before; what nobody had drawn is nobody's again. */
async function putBack(before, version) {
  const own = (before?.tables ?? []).filter((item) => item.source === 'own');
  try {
    keepLayout(await put(version, own.map(({ tableId, ...place }) => ({ tableId, ...placeOf(place) }))));
    tell(text.arrangedBack);
  } catch (error) {
    complain(error);
  }
}

const put = (version, tables) =>
  send('PUT', layoutPath(restaurant.peek()?.id ?? ''), { version, tables }, { key: newKey() });

/** Tables that are gone meanwhile are left out. */
function tablesOf(places) {
  const known = night.peek()?.tables;
  return [...places]
    .filter(([table]) => known?.has(table))
    .map(([table, place]) => ({ tableId: table, ...placeOf(place) }));
}

function placeOf({ x, y, shape, rotation, width, height }) {
  return { x, y, shape, rotation, ...(width && { width }), ...(height && { height }) };
}

let place = '';
effect(() => {
  if ((restaurant.value?.id ?? '') !== place) arranging.value = null;
  place = restaurant.value?.id ?? '';
});

addEventListener('beforeunload', (event) => {
  if (arranging.peek()?.past.length) event.preventDefault();
});
