// @ts-check
// The two nights that are looked at beside each other: as it is, or as the scenario's base, and the scenario.

import { computed, effect, signal } from '../../vendor/signals.js';
import { get } from '../../lib/http.js';
import { loaded } from '../loaded.js';
import { toNight } from '../night-of.js';
import { differencesOf } from './compared.js';
import { opened } from './running.js';

/** Which pair is looked at: a scenario, a date and a draw. */
export const pair = signal({ scenario: '', date: '', seed: 0 });

/** The id of the booking that is pointed at; it is marked on both nights. */
export const looked = signal('');

const shown = loaded(async (signal) => {
  const { scenario, date, seed } = pair.peek();
  const { id, comparison } = opened.peek();
  const beside = comparison.comparisons.find((item) => item.scenario === scenario).compared_with;
  const one = async (name) => {
    const run = comparison.runs.find((item) => item.scenario === name && item.date === date && item.seed === seed);
    return toSolved(await get(`/api/v1/scenarios/${id}/solves/${run.key}`, signal));
  };
  const [base, changed] = await Promise.all([one(beside), one(scenario)]);
  return { beside, scenario, base, changed, differences: differencesOf(base, changed) };
});

export const nights = shown.state;

/** How each booking differs, by its id. */
export const kinds = computed(() => new Map((nights.value.value?.differences ?? []).map((item) => [item.id, item.kind])));

function toSolved(solve) {
  const stale = new Map(solve.seatings.filter((item) => item.stale).map((item) => [item.bookingId, item.stale]));
  return { ...toNight({ ...solve, run: { unseated: solve.unseated } }), stale };
}

let last = '';
effect(() => {
  const job = opened.value;
  if (!job) {
    last = '';
    return;
  }
  const [first] = job.comparison.comparisons;
  if (last !== job.id && first) pair.value = { scenario: first.scenario, date: job.dates[0], seed: job.seeds[0] };
  last = job.id;
});

let asked = '';
effect(() => {
  const job = opened.value;
  const wanted = job ? `${job.id} ${Object.values(pair.value).join(' ')}` : '';
  if (wanted === asked) return;
  asked = wanted;
  looked.value = '';
  if (wanted) void shown.load({ forget: true });
});
