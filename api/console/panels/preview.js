// @ts-check
// The change that is looked at: who gets what, and whether to make it.

import { useState } from '../vendor/hooks.js';
import { html } from '../lib/html.js';
import { mayEdit, takeBackEdit } from '../state/edit-preview.js';
import { headlineOf, whyOf } from '../state/engine-words.js';
import { decides, engine, maySwitch } from '../state/engine.js';
import { apply, discard, preview } from '../state/preview.js';
import { text } from '../text.js';

export function PreviewBar() {
  const [busy, setBusy] = useState(false);
  const shown = preview.value;
  if (!shown) return null;
  const refused = shown.planned && shown.applicable && !decides.value;
  const act = async () => {
    setBusy(true);
    await apply();
    setBusy(false);
  };
  return html`<section class="preview panel" aria-label=${text.preview} aria-live="polite">
    <div>
      <h2>${text.preview}: ${shown.title}</h2>
      <ul>${shown.words.map((words) => html`<li key=${words}>${words}</li>`)}</ul>
      ${mayEdit() && !refused && html`<p class="soft">${text.previewEditHint}</p>`}
      ${refused && html`<p class="refused" role="status">${text.engine.notApplied} ${headlineOf(engine.value)}
        ${' '}${whyOf(engine.value)} ${maySwitch() ? text.engine.insteadOrChange : text.engine.instead}</p>`}
      ${!shown.applicable && html`<p class="soft">${shown.why}</p>`}
    </div>
    <div class="actions">
      ${shown.applicable && !refused && html`<button type="button" class="primary" disabled=${busy} onClick=${act}>
        ${text.apply}</button>`}
      ${shown.before && html`<button type="button" disabled=${busy} onClick=${takeBackEdit}>${text.takeBackEdit}</button>`}
      <button type="button" onClick=${discard}>${text.discard}</button>
    </div>
  </section>`;
}
