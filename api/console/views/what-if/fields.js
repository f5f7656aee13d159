// @ts-check
// The fields of a change, whatever its kind: made from the schema, each with its name, its hint and its flaws.

import { html } from '../../lib/html.js';
import { named } from '../../state/named.js';
import { mended, refusal } from '../../state/what-if/running.js';
import { empty, fieldsOf, itemOf } from '../../state/what-if/schema.js';
import { text } from '../../text.js';
import { INPUTS } from './inputs.js';
import { groupsOf } from './options.js';

const MOST_AT_ONCE = 6;

/**
 * What every field is given: `place` is its path in the request, `put` takes its new value,
 * `use` has the night, the format and the kind of change.
 * @typedef {{field: import('../../state/what-if/schema.js').Field, value: any, place: string,
 *   put: (value: any) => void, use: any}} Given
 */

export function labelOf(field, kind = '') {
  const { field: words, fieldOf } = text.whatIf;
  return fieldOf[`${kind}.${field.name}`] ?? fieldOf[`${field.owner}.${field.name}`] ?? words[field.name]
    ?? field.name.replaceAll('_', ' ');
}

/** @param {Given} given */
export function Field(given) {
  const { field, place } = given;
  const put = (value) => {
    mended(place);
    given.put(value);
  };
  const Group = GROUPS[field.widget];
  return Group ? html`<${Group} ...${given} put=${put} />` : html`<${Single} ...${given} put=${put} />`;
}

/** The id of an element that belongs to a field. */
export const idOf = (place, part) => `what-if-${place.replaceAll(/[^a-z0-9_]+/gi, '-')}-${part}`;

function Single(given) {
  const { field, place, use } = given;
  const flaws = flawsAt(place);
  const optional = !field.required && !given.quiet;
  const described = [field.description && idOf(place, 'hint'), flaws.length && idOf(place, 'flaw')].filter(Boolean).join(' ');
  const Input = INPUTS[field.widget];
  return html`<div class=${`field of-${field.widget}`} data-place=${place}>
    <label>
      <span>${given.label ?? labelOf(field, use.kind)}${optional && html` <small>${text.whatIf.optional}</small>`}</span>
      <${Input} ...${given} described=${described} wrong=${flaws.length > 0} />
    </label>
    <${Notes} field=${field} place=${place} flaws=${flaws} night=${use.night} />
  </div>`;
}

function Notes({ field, place, flaws, night }) {
  return html`${field.description && html`<p class="soft" id=${idOf(place, 'hint')}>${field.description}</p>`}
    ${flaws.length > 0 && html`<p class="refused" id=${idOf(place, 'flaw')}>${flaws.map((flaw) => flawWords(night, flaw.message)).join(' ')}</p>`}`;
}

/** What is wrong, by what people call tables and bookings; ids from first to last say nothing here. */
export const flawWords = (night, words) => named(night, words.replace(/; it has \d+ \w+, from .*/s, '.'));

const flawsAt = (place) => refusal.value?.flaws.filter((flaw) => flaw.place === place) ?? [];

function Group({ given, children, open = true }) {
  const { field, place, use } = given;
  const name = given.label ?? labelOf(field, use.kind);
  return html`<fieldset class=${`group ${open ? '' : 'closed'}`} data-place=${place}>
    <legend>${name}${!field.required && html` <small>${text.whatIf.optional}</small>`}</legend>
    <${Notes} field=${field} place=${place} flaws=${flawsAt(place)} night=${use.night} />
    ${children}
  </fieldset>`;
}

/** All fields of an object; of one with many only what it needs is shown at once. */
export function Fields({ name, value, place, put, use }) {
  const fields = fieldsOf(use.format.jsonSchema, name);
  const needed = fields.filter((field) => field.required);
  const others = fields.filter((field) => !field.required);
  const quiet = needed.length === 0; // when nothing is needed, that it is optional goes without saying
  const whole = quiet || fields.length <= MOST_AT_ONCE;
  const said = others.some((field) => value?.[field.name] !== undefined || wrongIn(`${place}.${field.name}`));
  const draw = (field) => html`<${Field} key=${field.name} field=${field} value=${value?.[field.name]} quiet=${quiet}
    place=${`${place}.${field.name}`} use=${use} put=${(next) => put(withField(value, field.name, next))} />`;
  return html`<div class="fields">${(whole ? fields : needed).map(draw)}</div>
    ${!whole && html`<details open=${said || undefined}>
      <summary>${text.whatIf.moreFields}</summary>
      <div class="fields">${others.map(draw)}</div>
    </details>`}`;
}

const wrongIn = (place) => refusal.value?.flaws.some((flaw) => flaw.place.startsWith(place)) ?? false;

function withField(value, name, next) {
  const { [name]: _, ...rest } = value ?? {};
  return next === undefined ? rest : { ...rest, [name]: next };
}

/** An object of its own; one that may be left out says whether it is. */
function ObjectGroup(given) {
  const { field, value, place, put, use } = given;
  const name = labelOf(field, use.kind);
  const begin = () => put(empty(use.format.jsonSchema, field));
  if (!field.required && value === undefined) {
    return html`<${Group} given=${given} open=${false}><button type="button" onClick=${begin}>${text.whatIf.sayIt(name)}</button><//>`;
  }
  return html`<${Group} given=${given}>
    <${Fields} name=${field.schema.ref} value=${value} place=${place} put=${put} use=${use} />
    ${!field.required && html`<button type="button" onClick=${() => put(undefined)}>${text.whatIf.leaveOut(name)}</button>`}
  <//>`;
}

function ListGroup(given) {
  const { field, place, put, use } = given;
  const list = given.value ?? [];
  const item = itemOf(use.format.jsonSchema, field);
  const name = labelOf(field, use.kind);
  const at = (index, next) => put(list.map((one, number) => (number === index ? next : one)));
  return html`<${Group} given=${given}>
    <ol class="items">${list.map((one, index) => html`<li key=${index}>
      <${Field} field=${item} label=${text.whatIf.item(name, index + 1)} value=${one} place=${`${place}[${index}]`}
        use=${use} put=${(next) => at(index, next)} />
      <button type="button" aria-label=${text.whatIf.removeItem(name, index + 1)}
        onClick=${() => put(list.filter((_, number) => number !== index))}>×</button>
    </li>`)}</ol>
    <button type="button" onClick=${() => put([...list, empty(use.format.jsonSchema, item)])}>${text.whatIf.addItem(name)}</button>
  <//>`;
}

/** Two tables. */
function PairGroup(given) {
  const { value, place, put, use, field } = given;
  const pair = value ?? [undefined, undefined];
  const table = { ...field, widget: 'table', required: true, description: '' };
  return html`<${Group} given=${given}><div class="fields">
    ${[0, 1].map((index) => html`<${Single} key=${index} field=${table} use=${use} place=${`${place}[${index}]`}
      label=${text.whatIf.item(text.whatIf.field.table, index + 1)} value=${pair[index]}
      put=${(next) => put(pair.map((one, number) => (number === index ? next : one)))} />`)}
  </div><//>`;
}

/** Any of the tables. */
function TablesGroup(given) {
  return html`<${Group} given=${given}>
    ${groupsOf('table', given.use).map((group) => html`<div key=${group.label} class="ticks" role="group" aria-label=${group.label}>
      <span class="soft">${group.label}</span>${Ticks(given, group.options)}
    </div>`)}
  <//>`;
}

function ChoicesGroup(given) {
  return html`<${Group} given=${given}><div class="ticks">
    ${Ticks(given, given.field.schema.items.enum.map((name) => [name, name]))}
  </div><//>`;
}

function Ticks({ value, put }, options) {
  const chosen = value ?? [];
  const toggle = (key) => put(chosen.includes(key) ? chosen.filter((one) => one !== key) : [...chosen, key]);
  return options.map(([key, label]) => html`<label key=${key}>
    <input type="checkbox" checked=${chosen.includes(key)} onChange=${() => toggle(key)} /> ${label}
  </label>`);
}

/** Points by term. */
function PointsGroup(given) {
  const { value, place, put, use, field } = given;
  const limit = field.schema.additionalProperties;
  return html`<${Group} given=${given}><div class="fields">
    ${use.format.terms.map((term) => html`<${Single} key=${term.name} use=${use} label=${term.name.replaceAll('_', ' ')}
      field=${{ name: term.name, owner: '', widget: 'number', schema: limit, required: false, description: term.per }}
      value=${value?.[term.name]} place=${`${place}.${term.name}`}
      put=${(next) => put(withField(value, term.name, next))} />`)}
  </div><//>`;
}

const GROUPS = {
  object: ObjectGroup, list: ListGroup, pair: PairGroup, tables: TablesGroup, choices: ChoicesGroup, points: PointsGroup,
};
