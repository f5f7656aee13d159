// @ts-check
// Something that is loaded from the server: loading, failed or there.

import { signal } from '../vendor/signals.js';

/** No answer, or one of a server in trouble: what is there already may still be so. */
const IN_TROUBLE = (error) => error.status === 0 || error.status >= 500;

/**
 * Returns a signal of `{loading, error, value}` and what loads it anew. While it is loaded again,
 * or the server cannot be reached, the old value stays; an answer that comes after a newer request
 * began is dropped. What loads returns why nothing came, if so.
 * @template T @param {(signal: AbortSignal) => Promise<T>} fetchIt
 */
export function loaded(fetchIt) {
  const state = signal({ loading: true, error: /** @type {any} */ (null), value: /** @type {T | null} */ (null) });
  let going = new AbortController();

  async function load({ forget = false } = {}) {
    going.abort();
    const mine = (going = new AbortController());
    state.value = { loading: true, error: null, value: forget ? null : state.peek().value };
    try {
      const value = await fetchIt(mine.signal);
      if (!mine.signal.aborted) state.value = { loading: false, error: null, value };
    } catch (error) {
      if (mine.signal.aborted) return null;
      const { value } = state.peek();
      const stays = value !== null && IN_TROUBLE(error);
      state.value = { loading: false, error: stays ? null : error, value: stays ? value : null };
      return error;
    }
    return null;
  }

  return { state, load };
}
