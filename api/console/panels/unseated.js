// @ts-check
// Who has no table, and why. A row can be dragged onto a table, or chosen to look for one.

import { html } from '../lib/html.js';
import { clock } from '../lib/clock.js';
import { pickUp } from '../state/carry.js';
import { chosen } from '../state/night.js';
import { waiting } from '../state/preview.js';
import { text } from '../text.js';

export function Unseated({ night }) {
  const unseated = waiting.value;
  return html`<section class="unseated panel" id="unseated" tabindex="-1">
    <h2>${text.unseated} <span class="count">${unseated.length}</span></h2>
    ${unseated.length === 0
      ? html`<p class="fine">${text.unseatedNone}</p>`
      : html`<table>
          <thead>
            <tr>
              <th scope="col">${text.columnTime}</th>
              <th scope="col">${text.columnParty}</th>
              <th scope="col">${text.columnWhy}</th>
            </tr>
          </thead>
          <tbody>
            ${unseated.map((item) => html`<${Row} key=${item.id} item=${item} timeZone=${night.timeZone} />`)}
          </tbody>
        </table>`}
  </section>`;
}

function Row({ item, timeZone }) {
  const time = item.start === null ? '–' : clock(item.start, timeZone);
  const isChosen = chosen.value === item.id;
  return html`<tr data-booking=${item.id} class=${isChosen ? 'chosen' : ''}
    onPointerDown=${(event) => pickUp(event, item)}>
    <td>${time}</td>
    <td class="number">
      <button type="button" class="pick" aria-pressed=${isChosen}
        aria-label=${text.lookAt(item.party, time)} onClick=${() => (chosen.value = item.id)}>
        ${item.party}
      </button>
    </td>
    <td>${item.why}</td>
  </tr>`;
}
