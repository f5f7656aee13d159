// @ts-check
// Something that is loaded from the server: loading, failed or there.

import { signal } from '../vendor/signals.js';

/**
 * Returns a signal of `{loading, error, value}` and what loads it anew. While it is loaded again
 * the old value stays; an answer that comes after a newer request began is dropped.
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
      if (!mine.signal.aborted) state.value = { loading: false, error, value: null };
    }
  }

  return { state, load };
}
