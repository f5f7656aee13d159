// @ts-check
// Two nights beside each other: whose tables or times differ, and how.

/** @typedef {'gained' | 'lost' | 'moved' | 'times' | 'added' | 'absent' | 'waits'} Kind */
/** @typedef {{id: string, kind: Kind, before: any, after: any}} Difference */

/**
 * What differs between two nights, by time. A booking may be of one of them only.
 * @param {any} base @param {any} scenario @returns {Difference[]}
 */
export function differencesOf(base, scenario) {
  const ids = new Set([...base.bookings.keys(), ...scenario.bookings.keys()]);
  const found = [];
  for (const id of ids) {
    const before = base.bookings.get(id) ?? null;
    const after = scenario.bookings.get(id) ?? null;
    const kind = kindOf(before, after);
    if (kind) found.push({ id, kind, before, after });
  }
  const at = (item) => (item.after ?? item.before).start;
  return found.sort((a, b) => at(a) - at(b) || a.id.localeCompare(b.id));
}

/** @returns {Kind | null} */
function kindOf(before, after) {
  if (!after) return 'absent';
  if (!before) return after.tables.length ? 'added' : 'waits';
  if (!before.tables.length) return after.tables.length ? 'gained' : null;
  if (!after.tables.length) return 'lost';
  if ([...before.tables].sort().join() !== [...after.tables].sort().join()) return 'moved';
  return before.start !== after.start || before.end !== after.end ? 'times' : null;
}

/** The tables of both nights that have something to do with a difference. @param {Difference[]} differences */
export function tablesOf(differences) {
  return new Set(differences.flatMap((item) => [...(item.before?.tables ?? []), ...(item.after?.tables ?? [])]));
}

/** The hours that both nights lie in. @returns {{from: number, to: number}} */
export function spanOf(nights, hour) {
  const all = nights.flatMap((night) => [...night.bookings.values()]).filter((item) => item.start !== null);
  const from = Math.min(...all.map((item) => item.start));
  const to = Math.max(...all.map((item) => item.end));
  return all.length
    ? { from: Math.floor(from / hour) * hour, to: Math.ceil(to / hour) * hour }
    : { from: 0, to: hour };
}
