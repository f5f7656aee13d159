// @ts-check
// Where each table stands on the floor plan: as recorded, or in a grid of its zone's own.

const STEP = 110;
const MARGIN = 70;
const HEAD = 46;
const SIDE = 1000;

/**
 * Returns zones as frames with their tables placed, in one coordinate system.
 * `recorded`: positions come from the restaurant; otherwise zones are laid out one under another.
 */
export function placesOf(night, layout) {
  const known = new Map((layout?.tables ?? []).map((item) => [item.id, item]));
  const recorded = night.zones.every((zone) => zone.tables.every((table) => known.has(table.id)));
  return recorded && known.size ? asRecorded(night, known) : inGrids(night);
}

function asRecorded(night, known) {
  const spots = night.zones.flatMap((zone) =>
    zone.tables.map((table) => ({ table, zone, shape: 'square', ...pick(known.get(table.id)) })),
  );
  const right = Math.max(...spots.map((spot) => spot.x));
  const bottom = Math.max(...spots.map((spot) => spot.y));
  return { spots, frames: [], width: Math.max(right + MARGIN, SIDE), height: bottom + MARGIN };
}

function pick(item) {
  return { x: item.x, y: item.y, shape: item.shape ?? 'square', rotation: item.rotation ?? 0 };
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
