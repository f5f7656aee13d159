// @ts-check
// Tables chosen by hand for one booking: what is checked of them, and how they become its tables.

import { signal } from '../vendor/signals.js';
import { get, newKey, send } from '../lib/http.js';
import { text } from '../text.js';
import { night, reload } from './night.js';
import { complain, tell } from './notices.js';

const MANUAL = '/api/staff/manual';
const HOLD_SECONDS = 30;

/**
 * Checks choices for one booking, on the context that was loaded when it began.
 * `candidates` are the table sets that are free and allowed, the best first.
 */
export class Choosing {
  /** @param {{id: string, tables: string[]}} booking */
  constructor(booking) {
    this.booking = booking;
    this.candidates = signal(/** @type {any[] | null} */ (null));
    this.validation = signal(/** @type {any} */ (null));
    this.error = signal(/** @type {any} */ (null));
    this._asked = '';
    this._abort = new AbortController();
    this._context = get(`${MANUAL}/context?bookingId=${booking.id}`, this._abort.signal);
    this._context.catch((error) => this._fail(error));
    void this._look();
  }

  async _look() {
    const wish = { bookingId: this.booking.id, hold: false, maxMoves: 0, budgetMs: 100 };
    try {
      const quote = await send('POST', '/api/staff/auto/quote', wish, { signal: this._abort.signal });
      const own = [...(this.booking.tables ?? [])].sort().join();
      this.candidates.value = [quote.candidate, ...quote.alternates].filter(
        (item) => item && [...item.tableIds].sort().join() !== own,
      );
    } catch (error) {
      this._fail(error);
    }
  }

  /** The set to try for a table: the best free one with it, or the table alone. @param {string} table */
  setWith(table) {
    const found = this.candidates.value?.find((item) => item.tableIds.includes(table));
    return found ? found.tableIds : [table];
  }

  /** Asks the server what speaks against these tables. @param {string[]} tables */
  async check(tables, override = undefined) {
    const asked = (this._asked = [...tables].sort().join());
    this.validation.value = null;
    if (!tables.length) return;
    try {
      const { contextVersion } = await this._context;
      const body = { bookingId: this.booking.id, tableIds: tables, contextVersion, override };
      const found = await send('POST', `${MANUAL}/validate`, body, { signal: this._abort.signal });
      if (asked === this._asked) this.validation.value = { tables, ...found };
    } catch (error) {
      this._fail(error);
    }
  }

  _fail(error) {
    if (!this._abort.signal.aborted) this.error.value = error;
  }

  /** No answer counts any more. */
  end() {
    this._abort.abort();
  }
}

/**
 * Gives a booking these tables and no others; says so, with a way back, or says what is in the way.
 * @param {{id: string, party: number, tables: string[]}} booking @param {string[]} tables
 * @param {{checks: string[], reason: string}} [override] @returns {Promise<boolean>}
 */
export async function give(booking, tables, override) {
  const had = booking.tables;
  try {
    const { contextVersion } = await get(`${MANUAL}/context?bookingId=${booking.id}`);
    const held = await send('POST', `${MANUAL}/hold`, {
      bookingId: booking.id, tableIds: tables, contextVersion, holdTtlSeconds: HOLD_SECONDS, override,
    });
    const key = newKey();
    await send('POST', `${MANUAL}/confirm`, {
      bookingId: booking.id, holdId: held.hold.id, contextVersion: held.contextVersion, idempotencyKey: key,
    }, { key });
    const back = () => void (had.length ? give({ ...booking, tables }, had) : take({ ...booking, tables }));
    tell(text.given(booking.party, namesOf(tables)), { words: text.takeBack, run: back });
    return true;
  } catch (error) {
    complain(error);
    return false;
  } finally {
    await reload();
  }
}

/** Takes a booking's tables away. @param {{id: string, party: number, tables: string[]}} booking */
export async function take(booking) {
  const path = `/api/ops/bookings/${booking.id}/assign-tables`;
  try {
    await send('DELETE', path, { tableIds: booking.tables }, { key: newKey() });
    const back = () => void give({ ...booking, tables: [] }, booking.tables);
    tell(text.taken(booking.party, namesOf(booking.tables)), { words: text.takeBack, run: back });
  } catch (error) {
    complain(error);
  } finally {
    await reload();
  }
}

/** What people call the tables. @param {string[]} tables */
export function namesOf(tables) {
  return tables.map((table) => night.peek()?.tables.get(table)?.name ?? table);
}
