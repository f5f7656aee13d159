// @ts-check
// The night as a timeline: a row per table, time from left to right, a bar per seating and table.

import { useMemo } from '../../vendor/hooks.js';
import { html } from '../../lib/html.js';
import { useWidth } from '../../parts/width.js';
import { minute } from '../../state/now.js';
import { text } from '../../text.js';
import { AXIS, geometryOf } from './geometry.js';
import { Landing } from './landing.js';
import { walk } from './keys.js';
import { Axis, Ground, Labels } from './rows.js';
import { Seating } from './seating.js';
import { Taken } from './taken.js';

/** `seatings` are those to draw, of the night or of a preview; `changes` says how a preview differs. */
export function Timeline({ night, seatings, changes }) {
  const [scroller, available] = useWidth();
  const geometry = useMemo(() => geometryOf(night, available), [night, available]);
  const { labels, width, height, top, from, to } = geometry;
  const taken = night.occupancy.filter(
    (item) => top.has(item.table) && item.end > from && item.start < to,
  );
  return html`<div class="scroller" ref=${scroller} role="group" aria-label=${text.timeline}>
    <svg class="corner" width=${labels} height=${AXIS} aria-hidden="true"></svg>
    <${Axis} geometry=${geometry} services=${night.services} />
    <${Labels} geometry=${geometry} />
    <svg class="bars" width=${width} height=${height} onKeyDown=${walk}>
      <defs>
        <pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="7" height="7" class="hatch-ground" />
          <line x1="0" y1="0" x2="0" y2="7" class="hatch-line" />
        </pattern>
      </defs>
      <${Ground} geometry=${geometry} services=${night.services} />
      ${taken.map((item) => html`<${Taken}
        key=${`${item.table}-${item.start}-${item.source}-${item.hold}`} item=${item} geometry=${geometry} />`)}
      ${seatings.map((seating, index) => html`<${Seating}
        key=${seating.id} seating=${seating} geometry=${geometry} first=${index === 0}
        change=${changes?.get(seating.id)} />`)}
      <${Landing} geometry=${geometry} />
      <${Now} geometry=${geometry} />
    </svg>
  </div>`;
}

function Now({ geometry }) {
  const { from, to, x, height } = geometry;
  const at = minute.value;
  if (at < from || at > to) return null;
  return html`<g class="now"><line x1=${x(at)} x2=${x(at)} y1="0" y2=${height} /></g>`;
}
