// @ts-check
// The tour for whoever sees the console for the first time: only where the demo asks for it.

import { computed, signal } from '../vendor/signals.js';
import { night } from './night.js';
import { server } from './session.js';

/** What each step points at; a step whose part of the page is not there is left out. */
const STEPS = [
  { name: 'timeline', at: '.scroller' },
  { name: 'plan', at: '.plan' },
  { name: 'unseated', at: '#unseated' },
  { name: 'floor', at: '[data-view="floor"]' },
  { name: 'whatif', at: '[data-view="whatif"]' },
];

/** Null when the tour is over, or was never asked for. */
const step = signal(new URLSearchParams(location.search).has('tour') ? 0 : null);

/**
 * The present step, which one of how many it is; null when there is none. The demo lets everybody
 * in: where people sign in, there is no tour, whatever the address says.
 */
export const tour = computed(() => {
  if (step.value === null || !server.devAuth.value || !night.value?.bookings.size) return null;
  return { number: step.value };
});

/** The steps that there are on the page as it is. */
export function stepsHere() {
  return STEPS.filter(({ at }) => document.querySelector(at));
}

/** @param {number} number */
export function goToStep(number) {
  step.value = number;
}

/** Ends the tour; the address does not ask for it any more. */
export function endTour() {
  step.value = null;
  const query = new URLSearchParams(location.search);
  query.delete('tour');
  history.replaceState(history.state, '', `?${query}`);
}
