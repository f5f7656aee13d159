// @ts-check
// Where a dragged booking would land on the timeline, and what speaks against it.

import { useEffect, useRef } from '../../vendor/hooks.js';
import { html } from '../../lib/html.js';
import { addField, carried } from '../../state/carry.js';
import { text } from '../../text.js';
import { BAR, barTop, tableAt } from './geometry.js';

export function Landing({ geometry }) {
  const ref = useRef(null);
  useEffect(
    () =>
      addField((x, y) => {
        const frame = ref.current?.ownerSVGElement;
        const box = frame?.getBoundingClientRect();
        const view = frame?.parentElement.getBoundingClientRect();
        const inside = view && x >= view.left && x < view.right && y >= view.top && y < view.bottom;
        return inside && x >= box.left ? (tableAt(geometry, y - box.top)?.id ?? null) : null;
      }),
    [geometry],
  );
  const now = carried.value;
  return html`<g ref=${ref} class="landing" aria-hidden="true">
    ${now?.tables.map((table) => html`<${Spot} key=${table} table=${table} now=${now} geometry=${geometry} />`)}
  </g>`;
}

function Spot({ table, now, geometry }) {
  if (!geometry.top.has(table)) return null;
  const found = now.choosing.validation.value;
  const known = found && found.tables.join() === now.tables.join();
  const state = !known ? 'unsure' : found.ok ? 'fine' : 'bad';
  const { x } = geometry;
  const left = x(now.booking.start);
  const y = barTop(geometry, table);
  return html`<g class=${`spot ${state}`}>
    <rect x=${left} y=${y} width=${Math.max(6, x(now.booking.end) - left)} height=${BAR} rx="5" />
    <text x=${left + 8} y=${y + 16.5}>${known ? (found.ok ? text.fits : text.fitsNot) : text.checking}</text>
  </g>`;
}
