// @ts-check
// The rows of the timeline: names and seats of tables by zone, hours, and the bands of services.

import { html } from '../../lib/html.js';
import { clock } from '../../lib/clock.js';
import { pure } from '../../parts/pure.js';
import { text } from '../../text.js';
import { AXIS, ROW, ZONE } from './geometry.js';

export const Axis = pure(function Axis({ geometry, services }) {
  const { marks, width, x, timeZone } = geometry;
  const last = marks.length - 1;
  return html`<svg class="axis" width=${width} height=${AXIS} aria-hidden="true">
    ${services.map((item) => html`<rect
      key=${item.key} class="service-mark" x=${x(item.start)} y="0" height="3"
      width=${Math.max(0, x(item.end) - x(item.start))}><title>${item.label}</title></rect>`)}
    ${marks.map((mark, index) => html`<text
      key=${mark} x=${x(mark)} y="19" class="hour"
      text-anchor=${index === 0 ? 'start' : index === last ? 'end' : 'middle'}
    >${clock(mark, timeZone)}</text>`)}
  </svg>`;
});

export const Labels = pure(function Labels({ geometry }) {
  const { rows, labels, height } = geometry;
  return html`<svg class="labels" width=${labels} height=${height}>
    ${rows.map((row) => (row.zone ? ZoneLabel(row, labels) : TableLabel(row, labels)))}
  </svg>`;
});

function ZoneLabel({ zone, y }, width) {
  return html`<g key=${`zone-${zone.id}`}>
    <rect class="zone-ground" x="0" y=${y} width=${width} height=${ZONE} />
    <text class="zone-name" x="12" y=${y + 20}>${zone.name}</text>
  </g>`;
}

function TableLabel({ table, y }, width) {
  const off = table.active === false;
  const narrow = width < 100;
  const seats = narrow ? table.capacity : text.seats(table.capacity);
  const closed = narrow ? text.tableKind.closed() : text.outOfService;
  return html`<g key=${table.id} class=${off ? 'off' : ''}>
    <line class="row-line" x1="0" x2=${width} y1=${y + ROW - 0.5} y2=${y + ROW - 0.5} />
    <text class="table-name" x="12" y=${y + 20}>${table.name}</text>
    <text class="table-seats" x=${width - 10} y=${y + 20} text-anchor="end">
      ${off ? closed : seats}
    </text>
  </g>`;
}

/** What lies under the bars: rows, hours, services, and tables that are closed. */
export const Ground = pure(function Ground({ geometry, services }) {
  const { rows, marks, width, height, x } = geometry;
  return html`<g aria-hidden="true">
    ${services.map((item, index) => html`<rect
      key=${item.key} class=${`service-band ${index % 2 ? 'odd' : ''}`} x=${x(item.start)} y="0"
      width=${Math.max(0, x(item.end) - x(item.start))} height=${height} />`)}
    ${rows.map((row) => (row.zone
      ? html`<rect key=${`zone-${row.zone.id}`} class="zone-ground" x="0" y=${row.y}
          width=${width} height=${ZONE} />`
      : html`<g key=${row.table.id}>
          ${row.table.active === false && html`<rect class="closed" fill="url(#hatch)" x="0" y=${row.y}
            width=${width} height=${ROW} />`}
          <line class="row-line" x1="0" x2=${width} y1=${row.y + ROW - 0.5} y2=${row.y + ROW - 0.5} />
        </g>`))}
    ${marks.map((mark) => html`<line key=${mark} class="grid" x1=${x(mark)} x2=${x(mark)} y1="0" y2=${height} />`)}
  </g>`;
});
