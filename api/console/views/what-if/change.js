// @ts-check
// One change of a scenario, and what adds another of any kind.

import { html } from '../../lib/html.js';
import { addChanges, putChange } from '../../state/what-if/draft.js';
import { mended } from '../../state/what-if/running.js';
import { blank, describe, kindsOf } from '../../state/what-if/schema.js';
import { newId } from '../../state/what-if/questions.js';
import { text } from '../../text.js';
import { Fields } from './fields.js';

export const kindWords = (kind) => text.whatIf.kind[kind] ?? kind.replaceAll('_', ' ');

export function Change({ scenario, change, number, place, use }) {
  const { kind } = change.value;
  const name = kindsOf(use.format.jsonSchema).get(kind);
  const remove = () => {
    mended(place.replace(/\.edits.*/, '.edits')); // the others have other numbers now
    putChange(scenario, change.key, undefined);
  };
  return html`<li class="change"><fieldset data-kind=${kind} data-place=${place}>
    <legend>${text.whatIf.change(number, kindWords(kind))}</legend>
    <p class="soft">${describe(use.format.jsonSchema, kind)}</p>
    <${Fields} name=${name} value=${change.value} place=${place} use=${{ ...use, kind }}
      put=${(value) => putChange(scenario, change.key, value)} />
    <button type="button" class="remove" aria-label=${text.whatIf.removeChange(number)} onClick=${remove}>×</button>
  </fieldset></li>`;
}

/** Chooses a kind; the change is added at once. */
export function AddChange({ scenario, use }) {
  const known = kindsOf(use.format.jsonSchema);
  const grouped = Object.values(text.whatIf.kindGroups).flat();
  const groups = Object.entries({ ...text.whatIf.kindGroups, Others: [...known.keys()].filter((kind) => !grouped.includes(kind)) });
  const add = (event) => {
    const kind = event.target.value;
    event.target.value = '';
    if (kind) addChanges(scenario.key, [begun(use, kind, known.get(kind))]);
  };
  return html`<label class="add-change">${text.whatIf.addChange}
    <select aria-label=${text.whatIf.addChangeKind} value="" onChange=${add}>
      <option value="">${text.whatIf.chooseKind}</option>
      ${groups.map(([group, kinds]) => kinds.some((kind) => known.has(kind)) && html`<optgroup key=${group} label=${group}>
        ${kinds.filter((kind) => known.has(kind)).map((kind) => html`<option key=${kind} value=${kind}>${kindWords(kind)}</option>`)}
      </optgroup>`)}
    </select>
  </label>`;
}

/** A change to be filled in; what is new gets an id that nobody has. */
function begun({ format, night }, kind, name) {
  const value = { kind, ...blank(format.jsonSchema, name) };
  if (kind === 'add_table') value.table.id = newId(night, 'X');
  if (kind === 'add_booking') value.booking.id = newId(night, 'more');
  return value;
}
