// @ts-check
// Earlier runs of this restaurant, to be opened again.

import { useEffect } from '../../vendor/hooks.js';
import { html } from '../../lib/html.js';
import { clock, shortDate } from '../../lib/clock.js';
import { restaurant } from '../../state/place.js';
import { loadPast, morePast, past, shownPast } from '../../state/what-if/past.js';
import { open } from '../../state/what-if/running.js';
import { text } from '../../text.js';

const MOST_NAMED = 4;

export function Past() {
  const place = restaurant.value;
  useEffect(() => void loadPast({ forget: true }), [place?.id]);
  const { value, error } = past.value;
  const jobs = (value ?? []).slice(0, shownPast.value);
  return html`<section class="past panel" aria-label=${text.whatIf.past}>
    <h2>${text.whatIf.past}</h2>
    ${error && html`<p class="refused" role="alert">${error.message}</p>`}
    ${value?.length === 0 && html`<p class="soft">${text.whatIf.pastNone}</p>`}
    <ul>${jobs.map((job) => html`<${Item} key=${job.id} job=${job} timeZone=${place.timeZone} />`)}</ul>
    ${value?.length > jobs.length && html`<button type="button" onClick=${morePast}>${text.whatIf.pastMore}</button>`}
  </section>`;
}

function Item({ job, timeZone }) {
  const asked = Date.parse(job.createdAt);
  const at = `${shortDate(asked, timeZone)}, ${clock(asked, timeZone)}`;
  const { verdicts } = job;
  const verdict = (name) => verdicts[name] && html`<span class=${`verdict ${verdicts[name].toLowerCase()}`}>
    ${text.whatIf.verdict[verdicts[name]]}</span>`;
  const more = job.scenarios.length - MOST_NAMED;
  return html`<li>
    <button type="button" onClick=${() => void open(job.id)}>
      <span class="sr">${text.whatIf.open}</span>
      ${job.scenarios.slice(0, MOST_NAMED).map((name) => html`<span key=${name}>${name} ${verdict(name)}</span>`)}
      ${more > 0 && html`<span>${text.whatIf.pastOthers(more)}</span>`}
      <span class="soft">${text.whatIf.pastOf(job.dates.join(', '))}, ${at}
        ${job.state !== 'done' && html` – ${text.whatIf.pastState[job.state]}`}</span>
    </button>
  </li>`;
}
