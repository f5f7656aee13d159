// @ts-check
// A change that is looked at before it is made: the night as it would be.

import { computed, effect, signal } from '../vendor/signals.js';
import { newKey, send } from '../lib/http.js';
import { text } from '../text.js';
import { kindOf } from './change-words.js';
import { chosen, chosenBooking, dayPath, night, reload } from './night.js';
import { complain, tell } from './notices.js';

/**
 * `run`: the plan it is, until it is edited; `planned`: it began as a plan, which is the engine's
 * and nobody's choice; `before`: what it was before the last edit.
 * @typedef {import('./change-words.js').Change} Change
 * @typedef {{title: string, words: string[], changes: Change[], run?: string,
 *   planned?: boolean, applicable: boolean, why: string, before?: Preview}} Preview
 */

export const preview = signal(/** @type {Preview | null} */ (null));

/** What the preview does to each booking that it changes: `new`, `moved` or `gone`. */
export const previewed = computed(() => {
  const all = night.value;
  const changed = new Map();
  for (const change of (all && preview.value?.changes) ?? []) {
    const kind = kindOf(all, change);
    if (kind) changed.set(change.booking, kind);
  }
  return changed;
});

/** The seatings to draw: those of the night, or as they would be. */
export const drawn = computed(() => {
  const all = night.value;
  if (!all) return [];
  if (!preview.value) return all.seatings;
  const changes = new Map(preview.value.changes.map((change) => [change.booking, change]));
  const others = all.seatings.filter((seating) => !changes.has(seating.id));
  const changed = [...changes.values()]
    .filter((change) => change.tables.length && all.bookings.has(change.booking))
    .map((change) => asChanged(all, change));
  return [...others, ...changed].sort((a, b) => a.start - b.start || a.id.localeCompare(b.id));
});

/** The chosen booking, as it would be. */
export const lookedAt = computed(() => {
  const all = night.value;
  const booking = chosenBooking.value;
  const change = preview.value?.changes.find((item) => item.booking === booking?.id);
  return all && booking && change ? asChanged(all, change) : booking;
});

/** Who has no table, or would have none. */
export const waiting = computed(() => {
  const all = night.value;
  if (!all || !preview.value) return all?.unseated ?? [];
  const seated = new Set(drawn.value.map((seating) => seating.id));
  const gone = preview.value.changes.filter((change) => kindOf(all, change) === 'gone');
  const others = [...gone.map((change) => asChanged(all, change)), ...all.unseated];
  return others
    .filter((item) => !seated.has(item.id))
    .sort((a, b) => (a.start ?? Infinity) - (b.start ?? Infinity) || a.party - b.party);
});

function asChanged(all, { booking, tables, start, end }) {
  const before = all.bookings.get(booking);
  const own = tables.map((id) => all.tables.get(id)).filter(Boolean);
  return {
    ...before,
    tables: own.map((table) => table.id),
    names: own.map((table) => table.name),
    start: start ?? before.start,
    end: end ?? before.end,
    empty: Math.max(0, own.reduce((sum, table) => sum + table.capacity, 0) - before.party),
    why: own.length ? '' : text.previewGone,
  };
}

/** Makes the change that is looked at: all of it, or none. A run is applied as it was planned. */
export async function apply() {
  const wanted = preview.value;
  if (!wanted) return;
  const { run, changes } = wanted;
  const tables = changes.map((change) => ({ bookingId: change.booking, tableIds: change.tables }));
  try {
    const answer = run
      ? await send('POST', `/api/v1/runs/${run}/apply`, {}, { key: newKey() })
      : await send('POST', `${dayPath.peek()}/changes`, { changes: tables }, { key: newKey() });
    preview.value = null;
    tell(text.applied(changes.length), { words: text.undo, run: () => void undo(answer.runId) });
  } catch (error) {
    complain(error);
  } finally {
    await reload();
  }
}

export function discard() {
  preview.value = null;
}

/** Takes a run back: every booking that it changed has its tables of before. @param {string} [run] */
export async function undo(run) {
  try {
    const answer = await send('POST', `${dayPath.peek()}/undo`, run ? { runId: run } : {}, { key: newKey() });
    tell(text.undone(answer.restored.length + answer.cleared.length));
  } catch (error) {
    complain(error);
  } finally {
    await reload();
  }
}

let place = '';
effect(() => {
  if (dayPath.value !== place) preview.value = null;
  place = dayPath.value;
});

/** Chooses the booking that a preview is about. @param {string} booking @param {Preview} shown */
export function show(booking, shown) {
  chosen.value = booking;
  preview.value = shown;
}
