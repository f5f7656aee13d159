// @ts-check
// How scenarios are written, as the server says: loaded once, when what-if is opened.

import { get } from '../../lib/http.js';
import { loaded } from '../loaded.js';

const shown = loaded(() => get('/api/v1/scenario-format'));

export const format = shown.state;
let asked = false;

/** Loads it, unless it is there or on its way. */
export function needFormat({ again = false } = {}) {
  if (asked && !again) return;
  asked = true;
  void shown.load();
}
