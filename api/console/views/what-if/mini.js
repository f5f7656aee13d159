// @ts-check
// A night as a small timeline, only to look at: a row per table, and in colour what differs.

import { html } from '../../lib/html.js';
import { clock } from '../../lib/clock.js';
import { pure } from '../../parts/pure.js';
import { useWidth } from '../../parts/width.js';
import { useComputed } from '../../vendor/signals.js';
import { kinds, looked } from '../../state/what-if/nights.js';
import { text } from '../../text.js';
import { HOUR } from '../timeline/geometry.js';

const ROW = 18;
const BAR = 14;
const ZONE = 20;
const AXIS = 20;
const LABELS = 56;
const NARROWEST_HOUR = 34;
const ROOM_FOR_PARTY = 14;

/** `tables`: only these are drawn, or all when null. */
export function MiniTimeline({ night, name, span, tables }) {
  const [frame, available] = useWidth();
  const geometry = layOut(night, span, tables, available);
  const { width, height } = geometry;
  const differing = night.seatings.filter((item) => kinds.value.has(item.id)).length;
  return html`<figure>
    <figcaption>${name}</figcaption>
    <div class="mini" ref=${frame} tabindex="0" role="group" aria-label=${text.whatIf.nightLabel(name, night.seatings.length, differing)}>
      <svg width=${LABELS + width} height=${AXIS + height} role="img" aria-label=${name}>
        <${Ground} geometry=${geometry} />
        ${night.occupancy.map((item, index) => html`<${Closed} key=${index} item=${item} geometry=${geometry} />`)}
        ${night.seatings.map((seating) => html`<${Bars} key=${seating.id} seating=${seating} geometry=${geometry}
          kind=${kinds.value.get(seating.id) ?? ''} stale=${night.stale.get(seating.id) ? 'stale' : ''} timeZone=${night.timeZone} />`)}
      </svg>
    </div>
  </figure>`;
}

function layOut(night, { from, to }, tables, available) {
  const rows = [];
  const top = new Map();
  let y = 0;
  for (const zone of night.zones) {
    const own = zone.tables.filter((table) => !tables || tables.has(table.id));
    if (!own.length) continue;
    rows.push({ y, zone });
    y += ZONE;
    for (const table of own) {
      rows.push({ y, table });
      top.set(table.id, y);
      y += ROW;
    }
  }
  const hours = (to - from) / HOUR;
  const width = Math.max(available - LABELS - 2, hours * NARROWEST_HOUR);
  const x = (moment) => LABELS + ((Math.min(Math.max(moment, from), to) - from) / (to - from)) * width;
  const marks = Array.from({ length: hours + 1 }, (_, index) => from + index * HOUR);
  return { rows, top, width, height: y, x, marks, timeZone: night.timeZone };
}

function Ground({ geometry }) {
  const { rows, width, height, x, marks, timeZone } = geometry;
  return html`<g aria-hidden="true">
    ${rows.map((row) => (row.zone
      ? html`<g key=${row.zone.id}>
          <rect class="zone-ground" x="0" y=${AXIS + row.y} width=${LABELS + width} height=${ZONE} />
          <text class="zone-name" x="4" y=${AXIS + row.y + 14}>${row.zone.name}</text></g>`
      : html`<g key=${row.table.id} class=${row.table.active === false ? 'off' : ''}>
          <line class="row-line" x1="0" x2=${LABELS + width} y1=${AXIS + row.y + ROW} y2=${AXIS + row.y + ROW} />
          ${row.table.active === false && html`<rect class="out" x=${LABELS} y=${AXIS + row.y} width=${width} height=${ROW} />`}
          <text class="table-name" x="4" y=${AXIS + row.y + 13}>${row.table.name}</text></g>`))}
    ${marks.map((mark, index) => html`<g key=${mark}>
      <line class="grid" x1=${x(mark)} x2=${x(mark)} y1=${AXIS} y2=${AXIS + height} />
      ${index % 2 === 0 && html`<text class="hour" x=${x(mark)} y="13" text-anchor=${index === 0 ? 'start' : index === marks.length - 1 ? 'end' : 'middle'}>${clock(mark, timeZone)}</text>`}
    </g>`)}
  </g>`;
}

function Closed({ item, geometry }) {
  const { x, top } = geometry;
  if (!top.has(item.table) || item.end <= item.start) return null;
  return html`<rect class="out" x=${x(item.start)} y=${AXIS + top.get(item.table) + 2}
    width=${Math.max(0, x(item.end) - x(item.start))} height=${BAR} />`;
}

const Bars = pure(function Bars({ seating, geometry, kind, stale, timeZone }) {
  const { x, top } = geometry;
  const isLooked = useComputed(() => looked.value === seating.id);
  const left = x(seating.start) + 0.5;
  const width = Math.max(3, x(seating.end) - x(seating.start) - 1);
  const label = text.whatIf.bar(seating.party, clock(seating.start, timeZone), clock(seating.end, timeZone),
    seating.names.join(' + '), text.whatIf.difference[kind]);
  return html`<g class=${`mini-bar ${kind} ${stale} ${isLooked.value ? 'looked' : ''}`} data-booking=${seating.id}>
    <title>${label}</title>
    ${seating.tables.filter((table) => top.has(table)).map((table) => html`<g key=${table}>
      <rect x=${left} y=${AXIS + top.get(table) + 2} width=${width} height=${BAR} rx="3" />
      ${width >= ROOM_FOR_PARTY && html`<text x=${left + 4} y=${AXIS + top.get(table) + 13}>${seating.party}</text>`}
    </g>`)}
  </g>`;
});
