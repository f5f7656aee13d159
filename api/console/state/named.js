// @ts-check
// What people call bookings and tables, in words of the service that have their ids.

import { clock } from '../lib/clock.js';
import { text } from '../text.js';

/** @param {any} night @param {string} words */
export function named(night, words) {
  const known = words
    .replace(/\brun [0-9a-f]{8}-[0-9a-f-]{27} was planned/g, text.planWasMade)
    .replace(/\brun [0-9a-f]{8}-[0-9a-f-]{27}/g, text.thePlan);
  return known.replace(/(?:\bbooking )?([0-9a-f]{8}-[0-9a-f-]{27})/g, (all, id) => {
    const booking = night?.bookings.get(id);
    if (booking) return text.partyAt(booking.party, booking.start === null ? '–' : clock(booking.start, night.timeZone));
    return night?.tables.get(id)?.name ?? all;
  });
}
