// @ts-check
// Who decides the shown date: maitred, or the booking system. Asked again every few seconds, for a
// switch may be thrown in any process, by the environment or by a row of another product.

import { computed, effect, signal } from '../vendor/signals.js';
import { get } from '../lib/http.js';
import { text } from '../text.js';
import { headlineOf, whyOf } from './engine-words.js';
import { connection } from './live.js';
import { news } from './notices.js';
import { date, restaurant } from './place.js';
import { server } from './session.js';

const EVERY = 2000;
const TOO_OFTEN = 429;
const SWITCHERS = new Set(['manager', 'owner']);

/** The address of the restaurant's switch; empty while no restaurant is known. */
export const enginePath = computed(() =>
  restaurant.value ? `/api/v1/restaurants/${encodeURIComponent(restaurant.value.id)}/engine` : '');

const dated = computed(() => (enginePath.value && date.value ? `${enginePath.value}?date=${date.value}` : ''));

/** What the server says; null until it is known. @type {import('../vendor/signals.js').Signal<any>} */
export const engine = signal(null);

/** Whether it could not be asked. */
export const engineUnknown = signal(false);

/** Whether maitred decides; as long as nobody knows, the server has the last word. */
export const decides = computed(() => engine.value?.decides !== 'product');

/** The panel that says more: null while it is closed, else the state that its form begins with. */
export const panel = signal(/** @type {{state: string} | null} */ (null));

/** Whether whoever looks may change it; the server has the last word. */
export function maySwitch() {
  const role = restaurant.value?.role;
  return !role || SWITCHERS.has(role);
}

let turn = 0;
let asking = false;
let refused = false;
let muted = false;

/** Changes who decides, here: what is asked meanwhile, and what came of it, is no news. @param {() => Promise<any>} work */
export async function quietly(work) {
  muted = true;
  turn += 1;
  try {
    return await work();
  } finally {
    muted = false;
    await lookAgain({ quiet: true });
  }
}

async function lookAgain({ quiet = false } = {}) {
  const path = dated.peek();
  if (!path) return;
  const mine = (turn += 1);
  asking = true;
  try {
    const found = await get(path);
    if (mine === turn) keep(found, quiet);
  } catch (error) {
    if (mine !== turn) return;
    refused = error.status >= 400 && error.status < 500 && error.status !== TOO_OFTEN;
    engineUnknown.value = engine.peek() === null;
  } finally {
    if (mine === turn) asking = false;
  }
}

function keep(found, quiet) {
  const before = engine.peek();
  refused = false;
  engineUnknown.value = false;
  if (JSON.stringify(found) === JSON.stringify(before)) return;
  engine.value = found;
  if (!before || quiet || whyOf(before) + headlineOf(before) === whyOf(found) + headlineOf(found)) return;
  news(text.engine.news(headlineOf(found), whyOf(found)));
}

effect(() => {
  const path = dated.value;
  engine.value = null;
  engineUnknown.value = false;
  if (path) void lookAgain();
});

let place = '';
effect(() => {
  if (enginePath.value !== place) panel.value = null;
  place = enginePath.value;
});

// Something was refused because maitred does not decide: this page has not heard of it yet.
effect(() => {
  if (server.engineRefusals.value) void lookAgain();
});

function wake() {
  const idle = document.hidden || asking || refused || muted;
  if (!idle && connection.peek() !== 'lost') void lookAgain();
}

setInterval(wake, EVERY);
document.addEventListener('visibilitychange', wake);
