// @ts-check
// Where one is: the restaurant, the date and the view. The address bar says the same.

import { computed, signal } from '../vendor/signals.js';
import { todayIn } from '../lib/clock.js';
import { restaurants } from './restaurants.js';

const DATE = /^\d{4}-\d{2}-\d{2}$/;
export const VIEWS = /** @type {const} */ (['timeline', 'floor', 'whatif', 'shadow']);

/** What the address bar asks for; what it does not say is empty. */
const wish = signal(read());

/** The restaurant that is looked at; null while none is known. */
export const restaurant = computed(() => {
  const known = restaurants.value.value ?? [];
  return known.find((item) => item.id === wish.value.restaurant) ?? known[0] ?? null;
});

export const date = computed(
  () => wish.value.date || (restaurant.value ? todayIn(restaurant.value.timeZone) : ''),
);

export const view = computed(() => wish.value.view);

/** @param {{restaurant?: string, date?: string, view?: string}} change */
export function go(change) {
  const next = {
    restaurant: restaurant.value?.id ?? '',
    date: date.value,
    view: view.value,
    ...change,
  };
  if (!DATE.test(next.date)) return;
  history.pushState(null, '', `?${new URLSearchParams(next)}`);
  wish.value = read();
}

addEventListener('popstate', () => {
  wish.value = read();
});

function read() {
  const query = new URLSearchParams(location.search);
  const asked = query.get('date') ?? '';
  const shown = VIEWS.find((name) => name === query.get('view'));
  return {
    restaurant: query.get('restaurant') ?? '',
    date: DATE.test(asked) ? asked : '',
    view: shown ?? VIEWS[0],
  };
}
