// @ts-check
// What the person at the screen is told: what was done (and can be taken back), what failed and why.

import { signal } from '../vendor/signals.js';
import { named } from './named.js';
import { night } from './night.js';

const STAYS = 12_000;

/**
 * @typedef {{id: number, kind: 'done' | 'failed' | 'news', words: string, hint: string,
 *   action?: {words: string, run: () => void}}} Notice
 */

export const notices = signal(/** @type {Notice[]} */ ([]));
let count = 0;

/** Says that something is done. @param {string} words @param {Notice['action']} [action] */
export function tell(words, action) {
  add({ kind: 'done', words, hint: '', action });
}

/** Says what somebody else did. @param {string} words */
export function news(words) {
  add({ kind: 'news', words, hint: '' });
}

/** Says what went wrong; it stays until it is closed. @param {any} error @param {Notice['action']} [action] */
export function complain(error, action) {
  const said = (words) => named(night.peek(), words);
  add({ kind: 'failed', words: said(error.message), hint: said(error.hint ?? ''), action });
}

/** @param {number} id */
export function dismiss(id) {
  notices.value = notices.value.filter((item) => item.id !== id);
}

/** @param {Omit<Notice, 'id'>} notice */
function add(notice) {
  const id = (count += 1);
  notices.value = [...notices.value.slice(-3), { id, ...notice }];
  if (notice.kind !== 'failed') setTimeout(() => dismiss(id), STAYS);
}
