// @ts-check
// The scenarios that are being composed: what they are called, what they begin from, their changes.

import { effect, signal } from '../../vendor/signals.js';
import { text } from '../../text.js';
import { night } from '../night.js';
import { restaurant } from '../place.js';
import { filled } from './schema.js';

const LONGEST_NAME = 64;

/**
 * @typedef {{key: number, value: any}} Change
 * @typedef {{key: number, name: string, named: boolean, description: string, base: string, changes: Change[]}} Scenario
 */

/** `base` is the key of another scenario as text; empty for the night as it is. */
export const draft = signal(/** @type {Scenario[]} */ ([]));

/** The scenario that something was added to just now: there one goes on. */
export const fresh = { key: 0 };

let count = 0;
const newKey = () => (count += 1);

/** Adds a scenario. Without a name it is called after its changes. @param {any[]} values @returns {number} its key */
export function addScenario(values = [], { name = '', description = '', base = '' } = {}) {
  const key = newKey();
  const changes = values.map((value) => ({ key: newKey(), value }));
  fresh.key = key;
  set([...draft.peek(), { key, name, named: name !== '', description, base, changes }]);
  return key;
}

/** @param {number} key */
export function removeScenario(key) {
  set(draft.peek().filter((item) => item.key !== key).map((item) =>
    (item.base === String(key) ? { ...item, base: '' } : item)));
}

/** @param {number} key @param {Partial<Scenario>} change */
export function changeScenario(key, change) {
  set(draft.peek().map((item) => (item.key === key ? { ...item, ...change } : item)));
}

/** @param {number} key @param {any[]} values */
export function addChanges(key, values) {
  const added = values.map((value) => ({ key: newKey(), value }));
  const item = draft.peek().find((one) => one.key === key);
  fresh.key = key;
  if (item) changeScenario(key, { changes: [...item.changes, ...added] });
}

/** Puts another value in a change's place; undefined takes the change away. */
export function putChange(scenario, key, value) {
  const changes = scenario.changes
    .filter((item) => item.key !== key || value !== undefined)
    .map((item) => (item.key === key ? { key, value } : item));
  changeScenario(scenario.key, { changes });
}

/** Takes scenarios as files have them; what was being composed goes. @param {any[]} scenarios */
export function takeOver(scenarios) {
  draft.value = [];
  const keys = new Map();
  for (const item of scenarios) {
    const { name, description } = item;
    keys.set(name, addScenario(item.edits ?? [], { name, description }));
  }
  for (const item of scenarios.filter((one) => one.base)) {
    changeScenario(keys.get(item.name), { base: String(keys.get(item.base)) });
  }
  [fresh.key] = keys.values();
}

/** The scenarios as the server takes them. */
export function written() {
  const all = draft.peek();
  return all.map((item) => ({
    name: item.name.trim(),
    ...(item.description && { description: item.description }),
    ...(item.base && { base: all.find((one) => String(one.key) === item.base)?.name.trim() }),
    edits: item.changes.map((change) => filled(change.value)),
  }));
}

/** Whether a scenario is another one for every draw. */
export const draws = (scenarios) =>
  scenarios.some((item) => item.changes.some(({ value }) =>
    ['scale_demand', 'sample_demand'].includes(value.kind) && value.seed === undefined));

function set(scenarios) {
  const taken = new Set(scenarios.filter((item) => item.named).map((item) => item.name));
  draft.value = scenarios.map((item) => {
    if (item.named) return item;
    const name = free(suggested(item), taken);
    taken.add(name);
    return { ...item, name };
  });
}

function free(wanted, taken) {
  for (let number = 1; ; number += 1) {
    const more = number === 1 ? '' : ` (${number})`;
    const name = wanted.slice(0, LONGEST_NAME - more.length) + more;
    if (!taken.has(name)) return name;
  }
}

function suggested(item) {
  const words = item.changes.map((change) => shortWords(change.value));
  return words.join(', ') || text.whatIf.scenario(draft.peek().length + 1);
}

/** A change in a few words. */
export function shortWords(value) {
  const { says, kind } = text.whatIf;
  return says[value.kind]?.(value, names()) ?? kind[value.kind] ?? value.kind;
}

function names() {
  const all = night.peek();
  const table = (id) => all?.tables.get(id)?.name ?? id ?? '?';
  return {
    table,
    tables: (ids) => (ids ?? []).filter(Boolean).map(table).join(' + ') || '?',
    zone: (id) => all?.zones.find((zone) => zone.id === id)?.name ?? id ?? '?',
  };
}

let place = '';
effect(() => {
  const here = restaurant.value?.id ?? '';
  if (place && here !== place) draft.value = []; // another house has other tables
  place = here;
});
