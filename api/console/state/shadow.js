// @ts-check
// The comparison of evenings: which are asked for, what came of it, and the evening that is opened.

import { signal } from '../vendor/signals.js';
import { get } from '../lib/http.js';
import { loaded } from './loaded.js';
import { restaurant } from './place.js';

/** What a switch waits for, until somebody asks for something else. */
const USUAL_GATES = 'nights>=14 covers>=0 refusals<=0 waste<=5% worse<=2% p95<=300ms';

/** Dates are empty as long as nobody chose any: the last four weeks, up to yesterday. */
export const asked = signal({ from: '', to: '', gates: USUAL_GATES });

const path = () => `/api/v1/restaurants/${encodeURIComponent(restaurant.peek()?.id ?? '')}/shadow`;

const report = loaded((signal) => {
  const { from, to, gates } = asked.peek();
  const query = new URLSearchParams({ lines: 'none' });
  if (from) query.set('from', from);
  if (to) query.set('to', to);
  for (const gate of gates.split(/[\s,;]+/).filter(Boolean)) query.append('gate', gate);
  return get(`${path()}?${query}`, signal);
});

/** What came of it; bookings one by one only come with an evening. */
export const compared = report.state;

/** The date of the evening that is opened; empty when none is. */
export const opened = signal('');

const bookings = loaded(async (signal) => {
  const date = opened.peek();
  const query = new URLSearchParams({ from: date, to: date, lines: 'all' });
  return (await get(`${path()}?${query}`, signal)).nights[0] ?? null;
});

export const openedNight = bookings.state;
export const loadOpened = () => bookings.load({ forget: true });

/** @param {{from: string, to: string, gates: string}} [wish] */
export function compare(wish) {
  if (wish) asked.value = wish;
  opened.value = '';
  return report.load({ forget: true });
}

/** Opens an evening, or closes it. @param {string} date */
export function openNight(date) {
  opened.value = opened.peek() === date ? '' : date;
  if (opened.peek()) void loadOpened();
}
