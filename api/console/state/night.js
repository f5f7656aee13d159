// @ts-check
// The night that is looked at, as the database holds it, and the booking that is chosen in it.

import { computed, effect, signal } from '../vendor/signals.js';
import { get } from '../lib/http.js';
import { loaded } from './loaded.js';
import { toNight } from './night-of.js';
import { date, restaurant } from './place.js';

/** The address of the night's routes; empty while no restaurant is known. */
export const dayPath = computed(() =>
  restaurant.value && date.value
    ? `/api/v1/restaurants/${encodeURIComponent(restaurant.value.id)}/days/${date.value}`
    : '',
);

const shown = loaded(async (signal) => toNight(await get(dayPath.peek(), signal)));

export const loading = shown.state;
export const reload = shown.load;

/** Null until it is there. */
export const night = computed(() => shown.state.value.value);

/** The id of the booking that the person at the screen looks at; empty when there is none. */
export const chosen = signal('');

/** The chosen booking, seated or not; null when it is not of this night (any more). */
export const chosenBooking = computed(() => night.value?.bookings.get(chosen.value) ?? null);

let last = '';
effect(() => {
  if (dayPath.value === last) return;
  last = dayPath.value;
  chosen.value = '';
  if (last) void shown.load({ forget: true });
});
