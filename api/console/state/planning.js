// @ts-check
// Planning the night: the job that does it, how far it is, and the plan as a preview.

import { effect, signal } from '../vendor/signals.js';
import { get, newKey, send } from '../lib/http.js';
import { follow } from '../lib/stream.js';
import { text } from '../text.js';
import { changeWords } from './change-words.js';
import { dayPath, night, reload } from './night.js';
import { complain, tell } from './notices.js';
import { preview } from './preview.js';

/** @typedef {{seconds: number, incumbent: number | null, bound: number | null}} Point */
/** @typedef {{job: string, words: string, share: number | null, gap: number | null, points: Point[], ending: boolean}} Planning */

/** The job that plans the night; null when none does. */
export const planning = signal(/** @type {Planning | null} */ (null));

let stop = () => {};

/** Has the night planned, and shows the plan as a preview. @param {{mode: string, maxMoves?: number, budgetMs: number}} wish */
export async function plan(wish) {
  const path = dayPath.peek();
  preview.value = null;
  try {
    const job = await send('POST', `${path}/plan`, { ...wish, dryRun: true }, { key: newKey() });
    planning.value = { job: job.id, words: text.planQueued, share: null, gap: null, points: [], ending: false };
    stop = follow(`/api/v1/jobs/${job.id}/events`, {
      onEvent: ({ kind, data }) => (kind === 'progress' ? advance(data.progress) : arrive(path, data)),
      onRefused: (error) => end(() => complain(error)),
    });
  } catch (error) {
    complain(error);
  }
}

/** Asks for the end of the job; nothing is shown then. */
export async function cancelPlanning() {
  const now = planning.value;
  if (!now) return;
  planning.value = { ...now, ending: true };
  try {
    await send('POST', `/api/v1/jobs/${now.job}/cancel`, {});
  } catch (error) {
    complain(error);
  }
}

function advance(progress) {
  const now = planning.value;
  if (!now || !progress) return;
  const { seconds, incumbent, bound } = progress;
  const known = seconds !== null && (incumbent !== null || bound !== null);
  planning.value = {
    ...now,
    words: progress.words,
    share: progress.share,
    gap: progress.gap,
    points: known ? [...now.points, { seconds, incumbent, bound }] : now.points,
  };
}

/** @returns {boolean} whether to go on listening */
function arrive(path, { state, runId, error }) {
  if (state === 'done') end(() => void propose(path, runId));
  if (state === 'failed') end(() => complain(error));
  if (state === 'cancelled') end(() => tell(text.planCancelled));
  return state === 'queued' || state === 'running';
}

function end(then) {
  stop();
  planning.value = null;
  then();
}

/** Shows what a run would change; it may be applied as it is. */
async function propose(path, run) {
  try {
    const { plan: found, gap } = await get(`/api/v1/runs/${run}`);
    await reload();
    if (dayPath.peek() === path) preview.value = previewOf(run, found, gap);
  } catch (error) {
    complain(error);
  }
}

function previewOf(run, found, gap) {
  const all = night.peek();
  const changed = found.seatings.filter((seating) => seating.change !== 'kept');
  const lost = found.unseated.filter((guest) => all?.bookings.get(guest.booking)?.tables.length);
  const changes = [
    ...changed.map((seating) => ({ booking: seating.booking, tables: seating.tables })),
    ...lost.map((guest) => ({ booking: guest.booking, tables: [] })),
  ];
  const { title, moves } = changeWords(all, changes);
  return {
    title,
    words: [text.planWorth(found.statistics.covers, found.statistics.covers_requested, gap), ...moves],
    changes,
    run,
    planned: true,
    applicable: changes.length > 0,
    why: text.planNothing,
  };
}

let place = '';
effect(() => {
  if (dayPath.value !== place) {
    stop();
    planning.value = null;
  }
  place = dayPath.value;
});
