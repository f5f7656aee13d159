// @ts-check
// Where each table stands on the floor plan: as recorded, or in a grid of its zone's own.

const STEP = 110;
const MARGIN = 70;
const HEAD = 46;
const SIDE = 1000;

/**
 * Returns where the tables stand, in one coordinate system: as somebody recorded it, or, when
 * nobody did, zone under zone, each in its frame.
 */
export function placesOf(night, layout) {
  const known = new Map((layout?.tables ?? []).map((item) => [item.tableId, item]));
  const recorded = [...known.values()].some((item) => item.recorded);
  const whole = [...night.tables.keys()].every((table) => known.has(table));
  return recorded && whole ? asRecorded(night, known) : inGrids(night);
}

function asRecorded(night, known) {
  const spots = night.zones.flatMap((zone) =>
    zone.tables.map((table) => ({ table, zone, ...known.get(table.id) })),
  );
  const right = Math.max(...spots.map((spot) => spot.x));
  const bottom = Math.max(...spots.map((spot) => spot.y));
  return { spots, frames: [], width: Math.max(right + MARGIN, SIDE), height: bottom + MARGIN };
}

function inGrids(night) {
  const columns = Math.max(4, Math.floor((SIDE - 2 * MARGIN) / STEP) + 1);
  const spots = [];
  const frames = [];
  let y = 0;
  for (const zone of night.zones) {
    const lines = Math.ceil(zone.tables.length / columns);
    const height = HEAD + lines * STEP;
    frames.push({ zone, x: 8, y: y + 8, width: SIDE - 16, height: height - 8 });
    zone.tables.forEach((table, index) => {
      spots.push({
        table,
        zone,
        shape: table.capacity <= 2 ? 'round' : 'square',
        rotation: 0,
        x: MARGIN + (index % columns) * STEP,
        y: y + HEAD + Math.floor(index / columns) * STEP + STEP / 2,
      });
    });
    y += height + 8;
  }
  return { spots, frames, width: SIDE, height: y + 8 };
}

/** Half the size of a table's drawing. @param {number} capacity */
export function half(capacity) {
  return { width: 26 + Math.min(capacity, 10) * 2.4, height: 28 };
}
