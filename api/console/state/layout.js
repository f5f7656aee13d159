// @ts-check
// Where the restaurant's tables stand.

import { effect } from '../vendor/signals.js';
import { get } from '../lib/http.js';
import { loaded } from './loaded.js';
import { night } from './night.js';
import { restaurant } from './place.js';

/** @param {string} id of the restaurant */
export const layoutPath = (id) => `/api/v1/restaurants/${encodeURIComponent(id)}/layout`;

const shown = loaded((signal) => get(layoutPath(restaurant.peek()?.id ?? ''), signal));

/** Null in `value` until it is known; without it zones are laid out one under another. */
export const layout = shown.state;

/** Takes what the server answered as the present layout. @param {any} value */
export function keepLayout(value) {
  layout.value = { loading: false, error: null, value };
}

let last = '';
effect(() => {
  const place = restaurant.value?.id ?? '';
  if (place && place !== last) void shown.load({ forget: true });
  last = place;
});

// Somebody else has arranged the tables: the night tells the layout's version.
effect(() => {
  const version = night.value?.layoutVersion;
  const known = layout.peek().value?.version;
  if (version !== undefined && known !== undefined && version > known) void shown.load();
});
