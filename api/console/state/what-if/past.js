// @ts-check
// This restaurant's earlier runs, the newest first.

import { signal } from '../../vendor/signals.js';
import { get } from '../../lib/http.js';
import { loaded } from '../loaded.js';
import { restaurant } from '../place.js';

const STEP = 5;
const MOST = 100;

/** How many are shown. */
export const shownPast = signal(STEP);

const list = loaded(async (signal) => {
  // one more than shown says whether there are more
  const limit = Math.min(MOST, shownPast.peek() + 1);
  const path = `/api/v1/restaurants/${restaurant.peek()?.id}/scenarios?limit=${limit}`;
  return (await get(path, signal)).jobs;
});

export const past = list.state;
export const loadPast = list.load;

export function morePast() {
  shownPast.value = Math.min(MOST, shownPast.value + 2 * STEP);
  void loadPast();
}
