// @ts-check
// One seating on the timeline: a bar in the row of each of its tables, joined when there are several.

import { useComputed } from '../../vendor/signals.js';
import { html } from '../../lib/html.js';
import { clock } from '../../lib/clock.js';
import { partyClass } from '../../parts/legend.js';
import { pure } from '../../parts/pure.js';
import { carried, pickUp } from '../../state/carry.js';
import { chosen } from '../../state/night.js';
import { text } from '../../text.js';
import { BAR, barTop } from './geometry.js';

/** Pixels that a time, and a character of a bar's words, need. */
const TIME = 38;
const CHARACTER = 8;
const LOCK = 'M3 6V4a3 3 0 0 1 6 0v2h1v6H2V6zm1.5 0h3V4a1.5 1.5 0 0 0-3 0z';

/** `change`: how a preview changes it (new, moved), or nothing. */
export const Seating = pure(function Seating({ seating, geometry, first, change }) {
  const { x, top, timeZone } = geometry;
  const isChosen = useComputed(() => chosen.value === seating.id);
  const isCarried = useComputed(() => carried.value?.booking.id === seating.id);
  const reachable = useComputed(() => (chosen.value ? isChosen.value : first));
  const left = x(seating.start) + 1;
  const width = Math.max(6, x(seating.end) - x(seating.start) - 2);
  const ys = seating.tables.filter((table) => top.has(table)).map((table) => barTop(geometry, table));
  ys.sort((a, b) => a - b);
  const merged = seating.tables.length > 1;
  const label = text.seating({
    party: seating.party,
    from: clock(seating.start, timeZone),
    to: clock(seating.end, timeZone),
    tables: seating.names,
    priority: seating.priority,
    locked: seating.locked,
    change,
  });
  const look = () => (chosen.value = seating.id);
  const colour = merged ? 'merge' : partyClass(seating.party);
  const classes = ['seating', colour, isChosen.value && 'chosen', isCarried.value && 'carried', change];
  // The words lie on the button, not in it: its name says more, and in another order.
  return html`<g class=${`placed ${colour}`} data-booking=${seating.id}><g
    class=${classes.filter(Boolean).join(' ')}
    data-booking=${seating.id}
    data-tables=${seating.tables.length}
    role="button"
    tabindex=${reachable.value ? 0 : -1}
    aria-pressed=${isChosen.value}
    aria-label=${label}
    onClick=${look}
    onFocus=${look}
    onPointerDown=${(event) => pickUp(event, seating)}
  >
    <title>${label}</title>
    ${merged && html`<g class="joint"><line
      x1=${left + 5} x2=${left + 5} y1=${ys[0] + BAR / 2} y2=${ys[ys.length - 1] + BAR / 2} /></g>`}
    ${ys.map((y) => html`<rect key=${y} class="bar" x=${left} y=${y} width=${width} height=${BAR} rx="5" />`)}
  </g>
    ${ys.map((y, index) => Words(seating, { y, index, left, width, from: clock(seating.start, timeZone) }))}
  </g>`;
});

function Words(seating, { y, index, left, width, from }) {
  const party = seating.priority > 0 ? `★ ${seating.party}` : `${seating.party}`;
  const names = seating.names.join(' + ');
  const indent = seating.tables.length > 1 ? 14 : 8;
  const lock = seating.locked && index === 0 ? 14 : 0;
  const room = width - indent - lock - party.length * CHARACTER - 12;
  const named = index === 0 && seating.tables.length > 1 && room > names.length * CHARACTER;
  return html`<g key=${`words-${y}`} class="words" aria-hidden="true">
    ${lock > 0 && html`<path class="lock" d=${LOCK} transform=${`translate(${left + indent - 2} ${y + 6})`} />`}
    <text class="party" x=${left + indent + lock} y=${y + 16.5}>${party}</text>
    ${room >= TIME &&
    html`<text class="from" x=${left + width - 7} y=${y + 16.5} text-anchor="end">
      ${named ? names : from}
    </text>`}
  </g>`;
}
