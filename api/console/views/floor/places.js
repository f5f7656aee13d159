// @ts-check
// Where each table stands on the floor plan: as recorded, or in a grid of its zone's own.

const STEP = 110;
const MARGIN = 70;
const HEAD = 46;
const SIDE = 1000;
/** What a zone's frame leaves around its tables. */
const AROUND = 54;
const ABOVE = 62;

/** Whether anybody has said where the tables stand. */
export function isRecorded(layout) {
  return (layout?.tables ?? []).some((item) => item.recorded);
}

/**
 * Returns where the tables stand, in one coordinate system: as somebody recorded it, or, when
 * nobody did, zone under zone, each in its frame. `moved`: as they are being arranged.
 */
export function placesOf(night, layout, moved = null) {
  const known = new Map((layout?.tables ?? []).map((item) => [item.tableId, item]));
  const whole = [...night.tables.keys()].every((table) => known.has(table));
  if (moved) return asRecorded(night, new Map([...known, ...moved]), SIDE);
  return isRecorded(layout) && whole ? asRecorded(night, known) : inGrids(night);
}

/** Where arranging begins: as it is drawn, when that fits on the plan. */
export function firstPlaces(night, layout) {
  const drawn = placesOf(night, layout);
  if (drawn.height <= SIDE && drawn.width <= SIDE) return drawn.spots;
  return asRecorded(night, new Map(layout.tables.map((item) => [item.tableId, item]))).spots;
}

function asRecorded(night, known, side = 0) {
  const spots = night.zones.flatMap((zone) =>
    zone.tables
      .filter((table) => known.has(table.id))
      .map((table) => ({ ...known.get(table.id), table, zone })),
  );
  const right = Math.max(...spots.map((spot) => spot.x)) + MARGIN;
  const bottom = Math.max(...spots.map((spot) => spot.y)) + MARGIN;
  const frames = night.zones.map((zone) => around(zone, spots.filter((spot) => spot.zone === zone)));
  return {
    spots,
    frames: frames.filter((frame) => frame !== null),
    width: Math.max(side || right, SIDE),
    height: side || Math.min(Math.max(bottom, SIDE / 2), SIDE + MARGIN),
  };
}

/** A zone's frame around its tables; null without any. */
function around(zone, spots) {
  if (!spots.length) return null;
  const xs = spots.map((spot) => spot.x);
  const ys = spots.map((spot) => spot.y);
  const left = Math.max(4, Math.min(...xs) - AROUND);
  const top = Math.max(4, Math.min(...ys) - ABOVE);
  const right = Math.min(SIDE - 4, Math.max(...xs) + AROUND);
  return { zone, x: left, y: top, width: right - left, height: Math.max(...ys) + AROUND - 8 - top };
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

/** Half the room that a table takes, turned as it is. @param {number} capacity @param {number} rotation */
export function halfTurned(capacity, rotation) {
  const { width, height } = half(capacity);
  const angle = (rotation * Math.PI) / 180;
  const [across, along] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))];
  return { width: width * across + height * along, height: width * along + height * across };
}
