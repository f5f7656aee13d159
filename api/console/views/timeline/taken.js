// @ts-check
// What is on a table and not up for planning: holds that run out, maintenance, other bookings.

import { useComputed } from '../../vendor/signals.js';
import { html } from '../../lib/html.js';
import { clock, countdown } from '../../lib/clock.js';
import { pure } from '../../parts/pure.js';
import { now } from '../../state/now.js';
import { text } from '../../text.js';
import { BAR, barTop } from './geometry.js';

const ROOM_FOR_COUNTDOWN = 60;

export const Taken = pure(function Taken({ item, geometry }) {
  const { x, timeZone } = geometry;
  const left = x(item.start);
  const width = Math.max(2, x(item.end) - left);
  const y = barTop(geometry, item.table);
  const span = `${clock(item.start, timeZone)}–${clock(item.end, timeZone)}`;
  const what = text.occupied[item.source] ?? text.legendOccupied;
  const label = `${what}${item.source === 'hold' && item.party ? ` (${text.guests(item.party)})` : ''}, ${span}`;
  if (item.source !== 'hold') {
    return html`<rect class="occupied" fill="url(#hatch)" x=${left} y=${y} width=${width}
      height=${BAR} rx="4"><title>${label}</title></rect>`;
  }
  return html`<g class="hold">
    <title>${label}</title>
    <rect class="held" x=${left} y=${y} width=${width} height=${BAR} rx="4" />
    ${item.until && width >= ROOM_FOR_COUNTDOWN &&
    html`<${Left} until=${item.until} party=${item.party} x=${left + 8} y=${y + 16.5} />`}
  </g>`;
});

/** How long a hold still lasts; nothing else is drawn anew as it runs out. */
function Left({ until, party, x, y }) {
  const words = useComputed(() => (until > now.value ? countdown(until - now.value) : text.holdOver));
  return html`<text class="left" x=${x} y=${y}>${party && `${party} · `}${words}</text>`;
}
