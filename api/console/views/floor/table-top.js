// @ts-check
// A table as it is drawn on the floor plan, with its name and what there is to say of it.

import { html } from '../../lib/html.js';
import { half } from './places.js';

/** `grip`: what makes a button of its top. The words lie on it, not in it: its name says more. */
export function TableTop({ spot, words, name, grip }) {
  const { table, shape, rotation } = spot;
  const { width, height } = half(table.capacity);
  return html`<g role="button" tabindex="0" aria-label=${name} ...${grip}>
      <title>${name}</title>
      ${shape === 'round'
      ? html`<circle class="top" r=${height + 3} />`
      : html`<rect class="top" x=${-width} y=${-height} width=${2 * width} height=${2 * height} rx="8"
          transform=${`rotate(${rotation})`} />`}
    </g>
    <g class="words" aria-hidden="true">
      <text class="name" y="-4" text-anchor="middle">${table.name}</text>
      <text class="what" y="14" text-anchor="middle">${words}</text>
    </g>`;
}
