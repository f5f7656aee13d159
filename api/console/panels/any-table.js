// @ts-check
// Any tables at all, free or not: the checks say what is in the way.

import { html } from '../lib/html.js';
import { text } from '../text.js';

/** `taken`: tables that are known to be somebody else's then. */
export function AnyTable({ night, chosen, pick, taken = new Set(), open = false }) {
  const toggle = (id) =>
    pick(chosen.includes(id) ? chosen.filter((table) => table !== id) : [...chosen, id]);
  return html`<details class="any" open=${open}>
    <summary>${text.anyTable}</summary>
    ${night.zones.map((zone) => html`<fieldset key=${zone.id}>
      <legend>${zone.name}</legend>
      ${zone.tables.map((table) => html`<label key=${table.id} class=${taken.has(table.id) ? 'taken' : ''}>
        <input type="checkbox" checked=${chosen.includes(table.id)} onChange=${() => toggle(table.id)} />
        ${table.name} <span class="soft">${taken.has(table.id) ? text.tableKind.taken() : table.capacity}</span>
      </label>`)}
    </fieldset>`)}
  </details>`;
}
