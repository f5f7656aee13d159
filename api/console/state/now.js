// @ts-check
// The time, for whatever moves with it: a line through the night, and holds that run out.

import { signal } from '../vendor/signals.js';

const SECOND = 1000;

/** Now, to the second. */
export const now = signal(Date.now());

/** Now, to the minute: what follows it is drawn anew sixty times less often. */
export const minute = signal(floor(Date.now()));

function floor(moment) {
  return moment - (moment % 60_000);
}

setInterval(() => {
  now.value = Date.now();
  minute.value = floor(now.value);
}, SECOND);
