// @ts-check
// A run of scenarios: the job that solves them, how far it is, what was refused, and what came of it.

import { effect, signal } from '../../vendor/signals.js';
import { get, newKey, send } from '../../lib/http.js';
import { follow } from '../../lib/stream.js';
import { text } from '../../text.js';
import { dayPath } from '../night.js';
import { complain, tell } from '../notices.js';
import { date, restaurant } from '../place.js';
import { takeOver, written } from './draft.js';
import { loadPast } from './past.js';

/** @typedef {{job: string, words: string, share: number | null, solved: number, total: number, ending: boolean}} Running */
/** @typedef {{message: string, flaws: {place: string, value: string, message: string}[]}} Refusal */

/** How exactly: a relative gap, milliseconds for each solve, and what is drawn with, once each. */
export const limits = signal({ gap: 0.005, budgetMs: 10_000, seeds: [0] });

/** Whether who has a table keeps it; otherwise scenarios begin from the night planned anew. */
export const keeps = signal(true);

/** The run that is going on; null when none does. */
export const running = signal(/** @type {Running | null} */ (null));

/** Why the last run was not begun, or failed; null when it was not. */
export const refusal = signal(/** @type {Refusal | null} */ (null));

/** The run whose comparison is looked at; null when none is. */
export const opened = signal(/** @type {any} */ (null));

let stop = () => {};

/** Has what was composed solved, for the date that is looked at. */
export async function run() {
  const body = {
    restaurantId: restaurant.peek()?.id, dates: [date.peek()], scenarios: asked(), ...limits.peek(),
  };
  refusal.value = null;
  opened.value = null;
  begin({ id: '', progress: null });
  try {
    const job = await send('POST', '/api/v1/scenarios', body, { key: newKey() });
    watch(job);
    void loadPast();
  } catch (error) {
    running.value = null;
    refusal.value = refusalOf(error);
  }
}

/** What was composed; where parties may move it begins from the night planned anew. */
function asked() {
  const scenarios = written();
  const { anew } = text.whatIf;
  if (keeps.peek() || scenarios.some((item) => item.name === anew)) return scenarios;
  const based = scenarios.map((item) => (item.base ? item : { ...item, base: anew }));
  return [...based, { name: anew, edits: [{ kind: 'set_mode', mode: 'rebuild' }] }];
}

/** Opens a run of before, or goes on watching one that is not over. @param {string} job */
export async function open(job) {
  stop();
  running.value = null;
  refusal.value = null;
  try {
    const found = await get(`/api/v1/scenarios/${job}`);
    if (found.state === 'queued' || found.state === 'running') watch(found);
    else if (found.state === 'done') opened.value = found;
    else refusal.value = { message: found.error?.message ?? text.whatIf.cancelled, flaws: found.error?.details?.flaws ?? [] };
    return found;
  } catch (error) {
    complain(error);
    return null;
  }
}

/** Takes a run's scenarios into the form again. @param {any} found */
export function again(found, { exacter = false } = {}) {
  const { anew } = text.whatIf;
  const moved = found.asked.some((item) => item.name === anew);
  keeps.value = !moved;
  takeOver(found.asked.filter((item) => item.name !== anew)
    .map(({ base, ...item }) => (base && base !== anew ? { ...item, base } : item)));
  limits.value = {
    gap: exacter ? found.gap / 5 : found.gap,
    budgetMs: exacter ? Math.min(3 * found.budgetMs, 120_000) : found.budgetMs,
    seeds: found.seeds,
  };
  if (exacter) void run();
}

/** Asks for the end of the run. */
export async function cancelRun() {
  const now = running.value;
  if (!now?.job) return;
  running.value = { ...now, ending: true };
  try {
    await send('POST', `/api/v1/jobs/${now.job}/cancel`, {});
  } catch (error) {
    complain(error);
  }
}

/** No refusal is shown at a field that was changed. @param {string} place */
export function mended(place) {
  const now = refusal.peek();
  if (!now?.flaws.some((flaw) => flaw.place.startsWith(place))) return;
  const flaws = now.flaws.filter((flaw) => !flaw.place.startsWith(place));
  refusal.value = flaws.length ? { ...now, flaws } : null;
}

function begin(job) {
  const told = job.progress;
  running.value = {
    job: job.id, words: told?.words ?? text.whatIf.queued, share: told?.share ?? null,
    solved: told?.solved ?? 0, total: told?.total ?? 0, ending: false,
  };
}

function watch(job) {
  stop();
  begin(job);
  stop = follow(`/api/v1/jobs/${job.id}/events`, {
    onEvent: ({ kind, data }) => (kind === 'progress' ? advance(data.progress) : arrive(job.id, data)),
    onRefused: (error) => end(() => complain(error)),
  });
}

function advance(progress) {
  const now = running.value;
  if (!now || !progress) return;
  const { words, share, solved, total } = progress;
  running.value = { ...now, words: solved ? text.whatIf.lastSolved(words) : words, share, solved: solved ?? 0, total: total ?? 0 };
}

/** @returns {boolean} whether to go on listening */
function arrive(job, { state, error }) {
  if (state === 'done') end(() => void open(job).then(() => tell(text.whatIf.done)));
  if (state === 'failed') end(() => (refusal.value = refusalOf(error)));
  if (state === 'cancelled') end(() => tell(text.whatIf.cancelled));
  if (state === 'done' || state === 'failed' || state === 'cancelled') void loadPast();
  return state === 'queued' || state === 'running';
}

function end(then) {
  stop();
  running.value = null;
  then();
}

/** What the server says of a request or a job, field by field. @returns {Refusal} */
function refusalOf(error) {
  const fields = Object.entries(error.details?.fieldErrors ?? {}).map(([place, [message]]) => ({
    place: place.replaceAll(/\.(\d+)/g, '[$1]'), value: '', message,
  }));
  return { message: [error.message, error.hint].filter(Boolean).join(' '), flaws: error.details?.flaws ?? fields };
}

let place = '';
effect(() => {
  if (place && dayPath.value !== place) {
    stop();
    running.value = null;
    refusal.value = null;
    opened.value = null;
  }
  place = dayPath.value;
});
