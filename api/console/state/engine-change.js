// @ts-check
// Changing who decides: what is wished for, what would happen, and doing it once that was read.

import { signal } from '../vendor/signals.js';
import { send } from '../lib/http.js';
import { text } from '../text.js';
import { datesOf } from './engine-words.js';
import { engine, enginePath, quietly } from './engine.js';
import { complain, tell } from './notices.js';
import { restaurant } from './place.js';

/**
 * @typedef {{kind: 'set' | 'kill' | 'revive', state: string, percent: number | null, from: string,
 *   to: string, reason: string}} Wish
 */

/** What somebody is about to do; null when nothing is. */
export const wish = signal(/** @type {Wish | null} */ (null));

/** Everything that will happen, a sentence each. @param {Wish} wanted @returns {string[]} */
export function happens(wanted) {
  const place = restaurant.value?.name ?? '';
  const { happens: words, but } = text.engine;
  const before = first(engine.value, wanted);
  const obstacle = before ? [but[before]] : [];
  if (wanted.kind === 'kill') return words.kill(place);
  if (wanted.kind === 'revive') return [...words.revive(place, nextOf(engine.value)), ...obstacle];
  return [...words[wanted.state](datesOf(wanted), wanted.percent), ...obstacle];
}

/** What counts before that which is changed; nothing if that counts itself. */
function first(found, { kind }) {
  const says = (source) => found?.sources.some((item) => item.source === source && item.state !== null);
  if (says('kill_environment')) return 'kill_environment';
  if (found?.kills.some((item) => item.everywhere)) return 'everywhere';
  if (kind === 'revive') return '';
  if (found?.kills.length) return 'kill_switch';
  return says('feature_flag_overrides') ? 'feature_flag_overrides' : '';
}

/** What counts once the kill switch does not. */
function nextOf(found) {
  const after = found.sources.filter((item) => !item.source.startsWith('kill_') && item.state !== null);
  return text.engine.stateOf(after[0].state, after[0].percent);
}

/** Does what was wished for. @param {Wish} wanted @returns {Promise<boolean>} */
export async function carryOut(wanted) {
  const { kind, state, percent, from, to, reason } = wanted;
  const why = reason ? { reason } : {};
  const body = kind === 'set'
    ? { state, ...(percent !== null && { percent }), ...(from && { from }), ...(to && { to }), ...why }
    : { killed: kind === 'kill', ...why };
  try {
    await quietly(() => send('PUT', enginePath.peek(), body));
    wish.value = null;
    tell(kind === 'set' ? text.engine.done.set(datesOf(wanted)) : text.engine.done[kind]);
    return true;
  } catch (error) {
    complain(error);
    return false;
  }
}
