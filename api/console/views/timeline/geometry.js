// @ts-check
// Where everything lies on the timeline: a row per table from top to bottom, time to the right.

export const ROW = 30;
export const BAR = 24;
export const ZONE = 30;
export const AXIS = 30;
export const HOUR = 3_600_000;
const NARROWEST_HOUR = 62;
const NARROW = 700;

/**
 * Lays the night out on so many pixels.
 * `rows` have a `zone` or a `table` and their `y`; `top` says it by table; `x` by instant.
 */
export function geometryOf(night, available) {
  const { rows, top, height } = layOut(night.zones);
  const { from, to } = span(night);
  const hours = (to - from) / HOUR;
  const labels = available < NARROW ? 88 : 128;
  const width = Math.max(available - labels - 2, hours * NARROWEST_HOUR);
  const x = (moment) => ((Math.min(Math.max(moment, from), to) - from) / (to - from)) * width;
  const at = (pixel) => from + (pixel / width) * (to - from);
  const marks = Array.from({ length: hours + 1 }, (_, index) => from + index * HOUR);
  return { rows, top, height, from, to, labels, width, x, at, marks, timeZone: night.timeZone };
}

/** The upper edge of a table's bars. */
export function barTop(geometry, table) {
  return geometry.top.get(table) + (ROW - BAR) / 2;
}

/** The table whose row a height belongs to; null between rows. */
export function tableAt(geometry, y) {
  const row = geometry.rows.find((item) => item.table && y >= item.y && y < item.y + ROW);
  return row?.table ?? null;
}

function layOut(zones) {
  const rows = [];
  const top = new Map();
  let y = 0;
  for (const zone of zones) {
    rows.push({ zone, y });
    y += ZONE;
    for (const table of zone.tables) {
      rows.push({ table, y });
      top.set(table.id, y);
      y += ROW;
    }
  }
  return { rows, top, height: y };
}

/** The hours to show: all that happens, at least a service's length. */
function span(night) {
  const all = [...night.seatings, ...night.unseated].filter((item) => item.start !== null);
  const noon = new Date(`${night.date}T12:00:00Z`).getTime();
  const first = Math.min(...all.map((item) => item.start), all.length ? Infinity : noon);
  const last = Math.max(...all.map((item) => item.end), all.length ? -Infinity : noon + 10 * HOUR);
  return { from: Math.floor(first / HOUR) * HOUR, to: Math.ceil(last / HOUR) * HOUR };
}
