// @ts-check
// Where the restaurant's tables stand.

import { effect } from '../vendor/signals.js';
import { get } from '../lib/http.js';
import { loaded } from './loaded.js';
import { restaurant } from './place.js';

const shown = loaded((signal) => get(`/api/v1/restaurants/${restaurant.peek()?.id}/layout`, signal));

/** Null in `value` until it is known; without it zones are laid out one under another. */
export const layout = shown.state;

let last = '';
effect(() => {
  const place = restaurant.value?.id ?? '';
  if (place && place !== last) void shown.load({ forget: true });
  last = place;
});
