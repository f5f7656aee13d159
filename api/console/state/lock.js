// @ts-check
// Locks: plans and choices by hand leave a locked booking as it is.

import { send } from '../lib/http.js';
import { text } from '../text.js';
import { reload } from './night.js';
import { complain, tell } from './notices.js';
import { restaurant } from './place.js';

/** @param {{id: string, party: number, locked: boolean}} booking @param {string} [reason] */
export async function toggleLock(booking, reason) {
  const path = `/api/v1/restaurants/${restaurant.peek()?.id}/bookings/${booking.id}/lock`;
  try {
    if (booking.locked) await send('DELETE', path);
    else await send('PUT', path, reason ? { reason } : {});
    tell(booking.locked ? text.unlocked(booking.party) : text.lockedNow(booking.party));
  } catch (error) {
    complain(error);
  } finally {
    await reload();
  }
}
