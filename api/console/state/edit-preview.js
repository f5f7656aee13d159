// @ts-check
// Editing what is looked at: a booking gets other tables in the preview, and nothing is written.

import { signal } from '../vendor/signals.js';
import { send } from '../lib/http.js';
import { text } from '../text.js';
import { changeWords } from './change-words.js';
import { dayPath, night } from './night.js';
import { complain } from './notices.js';
import { drawn, preview } from './preview.js';

/** Whether the preview may be edited: other times are not the console's to change. */
export function mayEdit() {
  return !preview.value?.changes.some((change) => change.start !== undefined);
}

/**
 * Gives a booking these tables in the preview (none: it waits). The server checks the whole of it
 * and counts; what is refused changes nothing.
 * @param {{id: string}} booking @param {string[]} tables @returns {Promise<boolean>}
 */
export async function edit(booking, tables) {
  const shown = preview.peek();
  if (!shown) return false;
  if (!mayEdit()) {
    complain({ message: text.previewOtherTimes, hint: text.previewOtherTimesHint });
    return false;
  }
  const changes = changed(shown.changes, booking.id, tables);
  try {
    const counted = changes.length ? await tryOut(changes) : null;
    if (preview.peek() !== shown) return false; // discarded or edited meanwhile
    preview.value = edited(shown, changes, counted);
    return true;
  } catch (error) {
    complain({ message: error.message, hint: text.previewRefusedHint });
    return false;
  }
}

/** Back to what it was before the last edit. */
export function takeBackEdit() {
  const before = preview.peek()?.before;
  if (before) preview.value = before;
}

/** The changes with one more; what is as the night has it is no change. */
function changed(changes, booking, tables) {
  const had = night.peek()?.bookings.get(booking)?.tables ?? [];
  const others = changes.filter((change) => change.booking !== booking);
  return same(had, tables) ? others : [...others, { booking, tables }];
}

function tryOut(changes) {
  const wanted = changes.map((change) => ({ bookingId: change.booking, tableIds: change.tables }));
  return send('POST', `${dayPath.peek()}/changes`, { dryRun: true, changes: wanted });
}

function edited(shown, changes, counted) {
  const all = night.peek();
  const { title, moves } = changeWords(all, changes);
  const count = counted ? [text.previewCounted(counted.covers, all?.coversRequested ?? 0, counted.seated)] : [];
  return {
    title,
    words: [...count, ...moves],
    changes,
    planned: shown.planned,
    applicable: changes.length > 0,
    why: text.planNothing,
    before: shown,
  };
}

/** Tables that others have in the preview while this booking would sit. @param {any} booking @returns {Set<string>} */
export function takenInPreview(booking) {
  const during = ({ start, end }) => start < booking.end && end > booking.start;
  const seated = drawn.value.filter((item) => item.id !== booking.id && during(item));
  const closed = (night.value?.occupancy ?? []).filter(during).map((item) => item.table);
  return new Set([...seated.flatMap((item) => item.tables), ...closed]);
}

/** Stands in for `Choosing` while a preview is shown: the night itself does not matter then. */
export class Trying {
  constructor(booking) {
    this.booking = booking;
    this.validation = signal(/** @type {any} */ (null));
  }

  /** @param {string} table */
  setWith(table) {
    return [table];
  }

  /** Whether they are free is known here; all the rest is checked when it is dropped. @param {string[]} tables */
  check(tables) {
    const taken = takenInPreview(this.booking);
    const ok = tables.length > 0 && !tables.some((table) => taken.has(table));
    const seats = tables.reduce((sum, table) => sum + (night.peek()?.tables.get(table)?.capacity ?? 0), 0);
    const checks = ok ? [] : [{ id: 'conflict', status: 'error', message: text.previewTaken }];
    const summary = { totalCapacity: seats, slack: Math.max(0, seats - this.booking.party) };
    this.validation.value = { tables, ok, checks, summary };
  }

  end() {}
}

const same = (a, b) => a.length === b.length && a.every((item) => b.includes(item));
