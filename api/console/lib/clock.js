// @ts-check
// Times as the restaurant's wall clock shows them.

const formats = new Map();

/** @param {string} timeZone */
function format(timeZone) {
  if (!formats.has(timeZone)) {
    formats.set(
      timeZone,
      new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    );
  }
  return formats.get(timeZone);
}

/** @param {number} moment @param {string} timeZone */
export function clock(moment, timeZone) {
  return format(timeZone).format(moment);
}

/** The date that a zone's calendar shows now, as YYYY-MM-DD. @param {string} timeZone */
export function todayIn(timeZone) {
  return new Intl.DateTimeFormat('sv-SE', { timeZone }).format(Date.now());
}

/** @param {string} date @param {number} days */
export function shiftDate(date, days) {
  const moved = new Date(`${date}T00:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}

/** @param {string} date */
export function longDate(date) {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  );
}

/** @param {string} date */
export function mediumDate(date) {
  const short = /** @type {const} */ ({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
  return new Intl.DateTimeFormat('en-GB', { ...short, timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
}

/** What is left, as minutes and seconds. @param {number} milliseconds */
export function countdown(milliseconds) {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

const WALL = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };

/** A zone's date and time as a field has them, YYYY-MM-DDTHH:MM. @param {number} moment @param {string} timeZone */
export function wallTime(moment, timeZone) {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, ...WALL }).formatToParts(moment);
  const of = (type) => parts.find((part) => part.type === type)?.value;
  return `${of('year')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}`;
}

/** The instant of a zone's date and time; an hour that clocks repeat is the first one. */
export function instantOf(wall, timeZone) {
  const wanted = Date.parse(`${wall}Z`);
  let moment = wanted;
  for (let round = 0; round < 3; round += 1) moment += wanted - Date.parse(`${wallTime(moment, timeZone)}Z`);
  return moment;
}

/** A day of a zone in a few characters. @param {number} moment @param {string} timeZone */
export function shortDate(moment, timeZone) {
  return new Intl.DateTimeFormat('en-GB', { timeZone, day: 'numeric', month: 'short' }).format(moment);
}
