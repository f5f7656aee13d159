// @ts-check
// The comparison: what the booking system did, beside what maitred would have done.

import { useEffect } from '../../vendor/hooks.js';
import { html } from '../../lib/html.js';
import { Failed, Loading } from '../../parts/messages.js';
import { restaurant } from '../../state/place.js';
import { asked, compare, compared } from '../../state/shadow.js';
import { text } from '../../text.js';
import { Begin } from './begin.js';
import { Gates, Verdict } from './verdict.js';
import { Nights } from './nights.js';

const words = text.shadow;
/** The server says what cannot be asked for: that is told beside the form. */
const REFUSED = new Set([400, 422]);

export function Shadow() {
  const place = restaurant.value?.id;
  useEffect(() => void compare({ ...asked.peek(), from: '', to: '' }), [place]);
  const { value, error, loading } = compared.value;
  const refused = error && REFUSED.has(error.status);
  return html`<div class="shadow" aria-busy=${loading}>
    <section class="panel" aria-labelledby="shadow-title">
      <h2 id="shadow-title">${words.title}</h2>
      <p class="soft">${words.what}</p>
      <${Ask} key=${place} report=${value} />
      ${refused && html`<p class="refused" role="alert">${words.refused}: ${error.message} ${error.hint}</p>`}
    </section>
    ${error && !refused && html`<${Failed} error=${error} retry=${() => compare()} title=${words.failed} />`}
    ${!value && !error && html`<${Loading} words=${words.loading} />`}
    ${value && (value.nights.length ? html`<${Report} report=${value} />` : html`<${Begin} report=${value} />`)}
  </div>`;
}

function Ask({ report }) {
  const { from, to, gates } = asked.value;
  const submit = (event) => {
    event.preventDefault();
    const data = new FormData(event.target);
    const of = (name) => String(data.get(name) ?? '').trim();
    void compare({ from: of('from'), to: of('to'), gates: of('gates') });
  };
  return html`<form class="compare" aria-label=${words.title} onSubmit=${submit}>
    <label>${words.from}<input type="date" name="from" defaultValue=${from || report?.first || ''} /></label>
    <label>${words.to}<input type="date" name="to" defaultValue=${to || report?.last || ''} /></label>
    <label class="gates">${words.gates}
      <input name="gates" autocomplete="off" spellcheck="false" maxlength="600" defaultValue=${gates}
        aria-describedby="gates-hint" /></label>
    <button type="submit">${words.show}</button>
    <span class="soft" id="gates-hint">${words.gatesHint}</span>
  </form>`;
}

function Report({ report }) {
  return html`<div class="shadow-columns">
      <${Verdict} report=${report} />
      <${Gates} gates=${report.gates} />
    </div>
    <${Nights} report=${report} />`;
}
