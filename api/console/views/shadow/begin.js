// @ts-check
// Nothing to compare yet: how to begin, and that it goes by itself from then on.

import { html } from '../../lib/html.js';
import { situationOf } from '../../state/engine-words.js';
import { engine, maySwitch, panel } from '../../state/engine.js';
import { restaurant } from '../../state/place.js';
import { text } from '../../text.js';
import { NotCompared } from './nights.js';

const words = text.shadow;

export function Begin({ report }) {
  const slug = restaurant.value?.slug ?? restaurant.value?.id;
  const begun = engine.value && situationOf(engine.value) === 'shadow';
  return html`<section class="panel begin" aria-labelledby="shadow-begin">
    <h3 id="shadow-begin">${words.empty}</h3>
    <p>${words.emptyHint}</p>
    <p class="soft">${words.emptyNarrow}</p>
    <h4>${words.steps}</h4>
    <ol>
      <li>${begun ? html`<strong>✓ ${words.step.begun}</strong>` : html`${words.step.begin} ${maySwitch()
        ? html`<button type="button" onClick=${() => (panel.value = { state: 'shadow' })}>${words.step.beginButton}</button>
          ${' '}${words.step.orCommand} <code>maitred engine set ${slug} shadow --reason "compare"</code>`
        : words.step.askManager}`}</li>
      <li>${words.step.wait}</li>
      <li>${words.step.look}</li>
    </ol>
    <p>${words.step.past} <code>maitred shadow run ${slug} ${report.first} --to ${report.last}</code></p>
    <${NotCompared} report=${report} />
  </section>`;
}
