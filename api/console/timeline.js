// @ts-check
// The night as a timeline: a row per table, time from left to right, a bar per seating and table.

import { h } from './vendor/preact.js';
import { useEffect, useLayoutEffect, useRef, useState } from './vendor/hooks.js';
import htm from './vendor/htm.js';
import { clock } from './clock.js';
import { text } from './text.js';

const html = htm.bind(h);

const ROW = 30;
const BAR = 24;
const ZONE = 30;
const AXIS = 30;
const HOUR = 3_600_000;
const NARROWEST_HOUR = 62;
/** Pixels that a time, and a character of a bar's words, need. */
const TIME = 38;
const CHARACTER = 8;

/** Rows from top to bottom, and where each table's row lies. */
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

function partyClass(party) {
  if (party <= 2) return 'p2';
  if (party <= 4) return 'p4';
  return party <= 6 ? 'p6' : 'p8';
}

function useWidth() {
  const ref = useRef(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const measure = () => setWidth(ref.current?.clientWidth ?? 0);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}

export function Timeline({ night, chosen, onChoose }) {
  const [scroller, available] = useWidth();
  const { rows, top, height } = layOut(night.zones);
  const { from, to } = span(night);
  const hours = (to - from) / HOUR;
  const labels = available < 700 ? 88 : 128;
  const width = Math.max(available - labels - 2, hours * NARROWEST_HOUR);
  const x = (moment) => ((Math.min(Math.max(moment, from), to) - from) / (to - from)) * width;
  const geometry = { top, x, timeZone: night.timeZone };
  const marks = Array.from({ length: hours + 1 }, (_, index) => from + index * HOUR);

  return html`<div class="scroller" ref=${scroller} role="group" aria-label=${text.timeline}>
    <svg class="corner" width=${labels} height=${AXIS} aria-hidden="true"></svg>
    <svg class="axis" width=${width} height=${AXIS} aria-hidden="true">
      ${marks.map(
        (mark, index) => html`<text
          key=${mark}
          x=${x(mark)}
          y="19"
          class="hour"
          text-anchor=${index === 0 ? 'start' : index === hours ? 'end' : 'middle'}
          >${clock(mark, night.timeZone)}</text
        >`,
      )}
    </svg>
    <svg class="labels" width=${labels} height=${height}>
      ${rows.map((row) => (row.zone ? ZoneLabel(row, labels) : TableLabel(row, labels)))}
    </svg>
    <svg class="bars" width=${width} height=${height} onKeyDown=${(event) => move(event)}>
      <defs>
        <pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="7" height="7" class="hatch-ground" />
          <line x1="0" y1="0" x2="0" y2="7" class="hatch-line" />
        </pattern>
      </defs>
      ${rows.map((row) => Ground(row, width))}
      ${marks.map(
        (mark) => html`<line key=${mark} class="grid" x1=${x(mark)} x2=${x(mark)} y1="0" y2=${height} />`,
      )}
      ${night.occupancy
        .filter((item) => top.has(item.table) && item.end > from && item.start < to)
        .map((item) => Occupied(item, geometry))}
      ${night.seatings.map((seating, index) =>
        Seating(seating, geometry, {
          chosen: chosen === seating.booking,
          reachable: chosen ? chosen === seating.booking : index === 0,
          onChoose,
        }),
      )}
      <${Now} from=${from} to=${to} x=${x} height=${height} />
    </svg>
  </div>`;
}

function ZoneLabel({ zone, y }, width) {
  return html`<g key=${`zone-${zone.id}`}>
    <rect class="zone-ground" x="0" y=${y} width=${width} height=${ZONE} />
    <text class="zone-name" x="12" y=${y + 20}>${zone.name}</text>
  </g>`;
}

function TableLabel({ table, y }, width) {
  const off = table.active === false;
  return html`<g key=${table.id} class=${off ? 'off' : ''}>
    <line class="row-line" x1="0" x2=${width} y1=${y + ROW - 0.5} y2=${y + ROW - 0.5} />
    <text class="table-name" x="12" y=${y + 20}>${table.name}</text>
    <text class="table-seats" x=${width - 10} y=${y + 20} text-anchor="end">
      ${off ? text.outOfService : width < 100 ? table.capacity : text.seats(table.capacity)}
    </text>
  </g>`;
}

function Ground(row, width) {
  if (row.zone) {
    return html`<rect
      key=${`zone-${row.zone.id}`} class="zone-ground" x="0" y=${row.y} width=${width} height=${ZONE} />`;
  }
  return html`<line
    key=${row.table.id} class="row-line" x1="0" x2=${width} y1=${row.y + ROW - 0.5} y2=${row.y + ROW - 0.5} />`;
}

function Occupied(item, { top, x, timeZone }) {
  const label =
    `${text.occupied[item.source] ?? text.legendOccupied}, ` +
    `${clock(item.start, timeZone)}–${clock(item.end, timeZone)}`;
  return html`<rect
    key=${`${item.table}-${item.start}-${item.source}`}
    class="occupied"
    fill="url(#hatch)"
    x=${x(item.start)}
    y=${top.get(item.table) + (ROW - BAR) / 2}
    width=${Math.max(2, x(item.end) - x(item.start))}
    height=${BAR}
    rx="4"
    ><title>${label}</title></rect
  >`;
}

/** One seating: a bar in the row of each of its tables, joined when there are several. */
function Seating(seating, { top, x, timeZone }, { chosen, reachable, onChoose }) {
  const from = clock(seating.start, timeZone);
  const to = clock(seating.end, timeZone);
  const tables = seating.tables.filter((table) => top.has(table));
  const left = x(seating.start) + 1;
  const width = Math.max(6, x(seating.end) - x(seating.start) - 2);
  const ys = tables.map((table) => top.get(table) + (ROW - BAR) / 2).sort((a, b) => a - b);
  const merged = tables.length > 1;
  const choose = () => onChoose(seating.booking);
  const label = text.seating({
    party: seating.party, from, to, tables: seating.names, priority: seating.priority,
  });
  return html`<g
    key=${seating.booking}
    class=${`seating ${merged ? 'merge' : partyClass(seating.party)} ${chosen ? 'chosen' : ''}`}
    data-booking=${seating.booking}
    data-tables=${seating.tables.length}
    role="button"
    tabindex=${reachable ? 0 : -1}
    aria-pressed=${chosen}
    aria-label=${label}
    onClick=${choose}
    onFocus=${choose}
  >
    <title>${label}</title>
    ${merged && Joint(ys, left)}
    ${ys.map((y) => html`<rect key=${y} class="bar" x=${left} y=${y} width=${width} height=${BAR} rx="5" />`)}
    ${ys.map((y, index) => Words(seating, { y, index, left, width, from }))}
  </g>`;
}

function Words(seating, { y, index, left, width, from }) {
  const party = seating.priority > 0 ? `★ ${seating.party}` : `${seating.party}`;
  const names = seating.names.join(' + ');
  const indent = seating.tables.length > 1 ? 14 : 8;
  const room = width - indent - party.length * CHARACTER - 12;
  const named = index === 0 && seating.tables.length > 1 && room > names.length * CHARACTER;
  return html`<g key=${`words-${y}`} class="words">
    <text class="party" x=${left + indent} y=${y + 16.5}>${party}</text>
    ${room >= TIME &&
    html`<text class="from" x=${left + width - 7} y=${y + 16.5} text-anchor="end">
      ${named ? names : from}
    </text>`}
  </g>`;
}

/** The line that ties the bars of a merge together, with a knot at each. */
function Joint(ys, left) {
  const first = ys[0] + BAR / 2;
  const last = ys[ys.length - 1] + BAR / 2;
  return html`<g key="joint" class="joint">
    <line x1=${left + 5} x2=${left + 5} y1=${first} y2=${last} />
  </g>`;
}

function Now({ from, to, x, height }) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  if (now < from || now > to) return null;
  return html`<g class="now"><line x1=${x(now)} x2=${x(now)} y1="0" y2=${height} /></g>`;
}

/** Arrow keys: left and right to the neighbours in time, up and down to the rows beside. */
function move(event) {
  const current = event.target.closest('.seating');
  const all = [...event.currentTarget.querySelectorAll('.seating')];
  if (!current || all.length === 0) return;
  const place = (element) => {
    const box = element.querySelector('.bar');
    return { x: Number(box.getAttribute('x')), y: Number(box.getAttribute('y')) };
  };
  const here = place(current);
  const others = all
    .filter((element) => element !== current)
    .map((element) => ({ element, dx: place(element).x - here.x, dy: place(element).y - here.y }));
  const nearest = (wanted, far) =>
    others.filter(wanted).sort((a, b) => far(a) - far(b))[0]?.element;
  const sideways = ({ dx, dy }) => Math.abs(dx) + 1000 * Math.abs(dy);
  const upright = ({ dx, dy }) => Math.abs(dx) / 100 + Math.abs(dy);
  const target = {
    ArrowRight: () => nearest(({ dx, dy }) => dy === 0 && dx > 0, sideways),
    ArrowLeft: () => nearest(({ dx, dy }) => dy === 0 && dx < 0, sideways),
    ArrowDown: () => nearest(({ dy }) => dy > 0, upright),
    ArrowUp: () => nearest(({ dy }) => dy < 0, upright),
    Home: () => all[0],
    End: () => all[all.length - 1],
  }[event.key]?.();
  if (target) {
    event.preventDefault();
    target.focus();
  }
}
