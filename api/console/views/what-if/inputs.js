// @ts-check
// Fields that hold one thing: a number, a time, a word, a choice.

import { html } from '../../lib/html.js';
import { instantOf, wallTime } from '../../lib/clock.js';
import { text } from '../../text.js';
import { groupsOf, taken } from './options.js';

const MOMENT = String.raw`([0-3]\d|4[0-7]):[0-5]\d|\d{4}-\d\d-\d\dT.+`;
const MINUTES = 60;

/** Props of an input: what it says, whether it has to be filled in, and who describes it. */
const common = ({ field, described, wrong }) => ({
  required: field.required, 'aria-describedby': described || undefined, 'aria-invalid': wrong || undefined,
});

function Select({ props, value, put, groups, empty }) {
  const known = groups.some((group) => group.options.some(([key]) => key === value));
  const option = ([key, label]) => html`<option key=${key} value=${key} selected=${key === value}>${label}</option>`;
  return html`<select ...${props} value=${value ?? ''} onChange=${(event) => put(event.target.value || undefined)}>
    <option value="" selected=${value === undefined}>${empty}</option>
    ${value !== undefined && !known && option([value, value])}
    ${groups.map((group) => (group.label
      ? html`<optgroup key=${group.label} label=${group.label}>${group.options.map(option)}</optgroup>`
      : group.options.map(option)))}
  </select>`;
}

const emptyWords = (field) =>
  (field.required ? text.whatIf.choose : text.whatIf.leftOutOf[field.widget] ?? text.whatIf.leftOut);

function Reference(given) {
  const { field, value, put, use } = given;
  return html`<${Select} props=${common(given)} value=${value} put=${put}
    groups=${groupsOf(field.widget, use)} empty=${emptyWords(field)} />`;
}

function Choice(given) {
  const { field, value, put } = given;
  const words = (name) => text.whatIf.choice[name] ?? name.replaceAll('_', ' ');
  const standard = field.standard ?? undefined;
  const empty = standard === undefined ? emptyWords(field) : words(standard);
  const options = field.schema.enum.filter((name) => name !== standard).map((name) => [name, words(name)]);
  return html`<${Select} props=${common(given)} value=${value === standard ? undefined : value} put=${put}
    groups=${[{ label: '', options }]} empty=${empty} />`;
}

/** Yes or no; what is left out is said, too. */
function Flag(given) {
  const { field, value, put } = given;
  const words = { true: text.whatIf.yes, false: text.whatIf.no };
  const standard = field.standard ?? undefined;
  const options = [true, false].filter((one) => one !== standard).map((one) => [String(one), words[one]]);
  const shown = value === undefined || value === standard ? undefined : String(value);
  return html`<${Select} props=${common(given)} value=${shown}
    put=${(name) => put(name === undefined ? undefined : name === 'true')}
    groups=${[{ label: '', options }]} empty=${standard === undefined ? text.whatIf.leftOut : words[standard]} />`;
}

function NumberInput(given) {
  const { field, value, put } = given;
  const { minimum, maximum, exclusiveMinimum } = field.schema;
  const whole = field.widget === 'integer';
  return html`<input type="number" ...${common(given)} value=${value ?? ''} step=${whole ? 1 : 'any'}
    min=${minimum ?? exclusiveMinimum} max=${maximum} placeholder=${field.standard ?? ''}
    onInput=${(event) => put(event.target.value === '' ? undefined : Number(event.target.value))} />`;
}

/** A time of the night; minutes since midnight are shown as one. */
function Time(given) {
  const { field, value, put } = given;
  const pad = (number) => String(number).padStart(2, '0');
  const shown = typeof value === 'number' ? `${pad(Math.floor(value / MINUTES))}:${pad(value % MINUTES)}` : value;
  const pattern = field.schema?.pattern?.replaceAll(/^\^|\$$/g, '') ?? MOMENT;
  return html`<input type="text" ...${common(given)} value=${shown ?? ''} pattern=${pattern}
    placeholder="19:30" title=${text.whatIf.timeHint} autocomplete="off" spellcheck=${false}
    onInput=${(event) => put(event.target.value || undefined)} />`;
}

function Instant(given) {
  const { value, put, use } = given;
  const { timeZone } = use.night;
  const change = (event) =>
    put(event.target.value ? new Date(instantOf(event.target.value, timeZone)).toISOString() : undefined);
  return html`<input type="datetime-local" ...${common(given)} title=${text.whatIf.instantHint}
    value=${value ? wallTime(Date.parse(value), timeZone) : ''} onChange=${change} />`;
}

function Text(given) {
  const { field, value, put } = given;
  return html`<input type="text" ...${common(given)} value=${value ?? ''} maxlength=${field.schema.maxLength}
    placeholder=${field.standard ?? ''} autocomplete="off"
    onInput=${(event) => put(event.target.value || undefined)} />`;
}

/** A hold, or whatever else takes a table, as the server knows it. */
function Occupied(given) {
  const { value, put, use } = given;
  const all = taken(use.night);
  const key = (item) => `${item?.table} ${item?.window?.start} ${item?.source}`;
  return html`<${Select} props=${common(given)} value=${value ? key(value) : undefined}
    put=${(wanted) => put(all.find((item) => key(item.value) === wanted)?.value)}
    groups=${[{ label: '', options: all.map((item) => [key(item.value), item.label]) }]} empty=${text.whatIf.choose} />`;
}

/** By what a field is filled in with. */
export const INPUTS = {
  table: Reference, zone: Reference, preferred_zone: Reference, booking: Reference, service: Reference, preset: Reference,
  choice: Choice, flag: Flag, integer: NumberInput, number: NumberInput, time: Time, instant: Instant, text: Text,
  occupied: Occupied,
};
