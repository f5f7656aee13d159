// @ts-check
// Who is at the screen, as the server knows them.

import { effect, signal } from '../vendor/signals.js';
import { get } from '../lib/http.js';
import { restaurants } from './restaurants.js';

/** Null until it is known. */
export const me = signal(/** @type {{kind: string, id: string | null} | null} */ (null));

// Whoever may see restaurants has signed in: before that there is nobody to ask for.
let last = /** @type {any} */ (null);
effect(() => {
  const known = restaurants.value.value;
  if (known === last) return;
  last = known;
  if (known?.length) get('/api/v1/me').then((found) => (me.value = found), () => (me.value = null));
});
