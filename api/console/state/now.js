// @ts-check
// The time, for whatever moves with it: a line through the night, and holds that run out.

import { signal } from '../vendor/signals.js';

const SECOND = 1000;
/** The server says the time in whole seconds, and an answer travels: less than this is no difference. */
const SAME = 3 * SECOND;

/** How far the clock of this machine is behind that of the server. */
let behind = 0;

/** Now, to the second, as the server sees it: its holds run out by its clock. */
export const now = signal(Date.now());

/** Now, to the minute: what follows it is drawn anew sixty times less often. */
export const minute = signal(floor(Date.now()));

function floor(moment) {
  return moment - (moment % 60_000);
}

/** Takes over the server's clock. @param {string | null} date of an answer, as its headers have it */
export function setBy(date) {
  const difference = date ? Date.parse(date) - Date.now() : Number.NaN;
  if (Number.isNaN(difference)) return;
  behind = Math.abs(difference) < SAME ? 0 : difference;
}

setInterval(() => {
  now.value = Date.now() + behind;
  minute.value = floor(now.value);
}, SECOND);
