// @ts-check
// The restaurants that whoever is at the screen may see.

import { get } from '../lib/http.js';
import { loaded } from './loaded.js';

const list = loaded(async (signal) => {
  const body = await get('/api/v1/restaurants', signal);
  return body.restaurants.map((item) => ({
    id: item.id,
    name: item.name,
    slug: item.slug,
    timeZone: item.timeZone,
    today: item.today ?? null,
    role: item.role ?? null,
  }));
});

export const restaurants = list.state;
export const loadRestaurants = list.load;
