// @ts-check
// What people call bookings and tables, in words of the service that have their ids.

import { clock } from '../lib/clock.js';
import { text } from '../text.js';

/** @param {any} night @param {string} words */
export function named(night, words) {
  return words.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, (id) => {
    const booking = night?.bookings.get(id);
    if (booking) return text.partyAt(booking.party, clock(booking.start, night.timeZone));
    return night?.tables.get(id)?.name ?? id;
  });
}
