// @ts-check
// Reads the JSON Schema of scenarios: which fields a change has, and what each of them is filled in with.

/**
 * @typedef {{name: string, owner: string, schema: any, widget: string, required: boolean,
 *   description: string, standard: any}} Field
 */

/** The kinds of change, each with the name of its schema. @param {any} schema @returns {Map<string, string>} */
export function kindsOf(schema) {
  const { mapping } = schema.$defs.Scenario.properties.edits.items.discriminator;
  return new Map(Object.entries(mapping).map(([kind, ref]) => [kind, refName(ref)]));
}

/** What a kind of change does, in a sentence. */
export function describe(schema, kind) {
  const name = kindsOf(schema).get(kind) ?? '';
  return plain((schema.$defs[name]?.description ?? '').split('\n\n')[0]);
}

/** The fields of an object of the schema, the needed ones first. @returns {Field[]} */
export function fieldsOf(schema, name) {
  const found = schema.$defs[name];
  const needed = new Set(found.required ?? []);
  const all = Object.entries(found.properties ?? {})
    .filter(([field]) => field !== 'kind')
    .map(([field, part]) => fieldOf(schema, name, field, part, needed.has(field)));
  return [...all.filter((field) => field.required), ...all.filter((field) => !field.required)];
}

/** The fields of the items of a list. @returns {Field} */
export function itemOf(schema, field) {
  return fieldOf(schema, field.owner, field.name, field.schema.items, true);
}

function fieldOf(schema, owner, name, part, required) {
  const inner = resolved(schema, part);
  return {
    name,
    owner,
    schema: inner,
    widget: widgetOf(name, inner),
    required,
    description: plain(part.description ?? ''),
    standard: part.default,
  };
}

/** A part without references and without null. */
function resolved(schema, part) {
  if (part.$ref) return { ...schema.$defs[refName(part.$ref)], ref: refName(part.$ref) };
  if (!part.anyOf) return part;
  const some = part.anyOf.filter((item) => item.type !== 'null');
  return some.length === 1 ? resolved(schema, some[0]) : { anyOf: some };
}

/** Descriptions that the names of the fields have said already. */
const NOTHING_NEW = new Set(['Seats.', 'Tables.', 'How many are added.', 'Only the bookings of one service.']);

const REFERENCES = new Set(['table', 'zone', 'preferred_zone', 'booking', 'service', 'preset']);

/** What a field is filled in with. */
function widgetOf(name, part) {
  const type = Array.isArray(part.type) ? part.type.find((item) => item !== 'null') : part.type;
  if (name === 'occupied') return 'occupied';
  if (part.enum) return 'choice';
  if (part.anyOf || part.pattern?.startsWith('^([01]')) return 'time';
  if (type === 'array' && part.prefixItems) return 'pair';
  if (type === 'array' && name === 'tables') return 'tables';
  if (type === 'array') return part.items?.enum ? 'choices' : 'list';
  if (type === 'object') return part.ref ? 'object' : 'points';
  if (type === 'boolean') return 'flag';
  if (type === 'integer' || type === 'number') return type;
  if (part.format === 'date-time') return 'instant';
  return REFERENCES.has(name) ? name : 'text';
}

/** What a new change, or item of a list, begins with: what it needs has a place, and is empty. */
export function blank(schema, name) {
  return Object.fromEntries(
    fieldsOf(schema, name)
      .filter((field) => field.required)
      .map((field) => [field.name, empty(schema, field)])
      .filter(([, value]) => value !== undefined),
  );
}

/** @param {Field} field */
export function empty(schema, field) {
  if (field.widget === 'object') return blank(schema, field.schema.ref);
  if (field.widget === 'pair') return [undefined, undefined];
  if (field.widget === 'tables') return [];
  if (field.widget !== 'list') return undefined;
  const item = itemOf(schema, field);
  return field.schema.minItems ? [empty(schema, item)] : [];
}

/** The same value without what was not filled in. */
export function filled(value) {
  if (Array.isArray(value)) return value.map(filled);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).filter(([, item]) => item !== undefined && item !== '').map(([name, item]) => [name, filled(item)]),
  );
}

const refName = (ref) => ref.split('/').pop();
function plain(words) {
  const said = words.replaceAll('``', '').replaceAll(/\s+/g, ' ');
  return NOTHING_NEW.has(said) ? '' : said;
}
