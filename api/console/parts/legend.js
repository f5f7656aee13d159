// @ts-check
// What the colours mean.

import { html } from '../lib/html.js';
import { text } from '../text.js';

const CLASSES = ['p2', 'p4', 'p6', 'p8'];

/** The colour of a party's size. @param {number} party */
export function partyClass(party) {
  if (party <= 2) return 'p2';
  if (party <= 4) return 'p4';
  return party <= 6 ? 'p6' : 'p8';
}

export function Legend() {
  return html`<ul class="legend" aria-label=${text.legend}>
    ${CLASSES.map((name, index) => html`<li key=${name}>
      <span class=${`swatch ${name}`}></span>${text.legendParty[index]}
    </li>`)}
    <li><span class="swatch merge"></span>${text.legendMerge}</li>
    <li><span class="swatch hold"></span>${text.legendHold}</li>
    <li><span class="swatch occupied"></span>${text.legendOccupied}</li>
    <li><span class="star" aria-hidden="true">★</span>${text.legendPriority}</li>
  </ul>`;
}
