// @ts-check
// What the engine's switch says, in words of the house.

import { clock, mediumDate, shortDate } from '../lib/clock.js';
import { text } from '../text.js';
import { me } from './me.js';
import { restaurant } from './place.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;
const KILLS = new Set(['kill_environment', 'kill_switch']);

/** The source that counts. @param {any} found */
export const counted = (found) => found.sources.find((item) => item.counts);

/** What an evening is in short, for words and colours. @param {any} found */
export function situationOf(found) {
  if (KILLS.has(found.source)) return 'killed';
  if (counted(found).state === 'canary') return found.decides === 'maitred' ? 'canaryOn' : 'canaryOff';
  return found.state;
}

/** @param {any} found */
export const headlineOf = (found) => text.engine.headline[situationOf(found)];

/** Who said so, since when, and what for. @param {any} found */
export function whyOf(found) {
  const { source, state, percent, reason, by, since, note } = counted(found);
  const kind = source === 'kill_switch' && found.kills[0]?.everywhere ? 'everywhere' : source;
  const when = since ? text.engine.since(...moment(since)) : '';
  const why = text.engine.why[kind]({ by: personOf(by), when, note, reason });
  return state === 'canary' ? `${why} ${text.engine.trial(percent)}` : why;
}

/** @param {string | null} by */
export function personOf(by) {
  if (!by) return '';
  if (by === 'dev-auth') return text.engine.by.dev;
  if (by === me.value?.id) return text.engine.by.you;
  if (by.startsWith('command:')) return text.engine.by.command(by.slice('command:'.length));
  return UUID.test(by) ? text.engine.by.user(by.slice(0, 8)) : text.engine.by.machine(by);
}

/** One of the last changes. @param {any} change */
export function changeOf(change) {
  const what = text.engine.change[change.what]({ ...change, dates: datesOf(change) });
  return text.engine.changed({
    at: text.engine.at(...moment(change.at)), what, by: personOf(change.by), note: change.reason,
  });
}

/** A range of evenings; without one of its ends it is open there. @param {{from: string | null, to: string | null}} range */
export function datesOf({ from, to }) {
  return text.engine.dates(from && mediumDate(from), to && mediumDate(to));
}

/** @param {string} instant @returns {[string, string]} */
function moment(instant) {
  const at = Date.parse(instant);
  const zone = restaurant.value?.timeZone ?? 'UTC';
  return [shortDate(at, zone), clock(at, zone)];
}
