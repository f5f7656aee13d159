// @ts-check
// Messages: what was done or failed, at the edge of the page; and those that take a view's place.

import { html } from '../lib/html.js';
import { dismiss, notices } from '../state/notices.js';
import { text } from '../text.js';

/** What was done or failed lately, read aloud as it comes. */
export function Notices() {
  return html`<div class="toasts" role="region" aria-label=${text.messages} aria-live="polite">
    ${notices.value.map((item) => html`<div key=${item.id} class=${`toast ${item.kind}`}
      role=${item.kind === 'failed' ? 'alert' : 'status'}>
      <div><strong>${item.words}</strong>${item.hint && html`<p>${item.hint}</p>`}</div>
      ${item.action && html`<button type="button" onClick=${() => {
        dismiss(item.id);
        item.action?.run();
      }}>${item.action.words}</button>`}
      <button type="button" class="close" aria-label=${text.close} onClick=${() => dismiss(item.id)}>×</button>
    </div>`)}
  </div>`;
}

export function Loading({ words = text.loading }) {
  return html`<div class="notice" role="status">
    <span class="spinner" aria-hidden="true"></span>${words}
  </div>`;
}

export function Failed({ error, retry, title = text.loadFailed }) {
  return html`<div class="notice failed" role="alert">
    <strong>${title}</strong>
    <p>${error.message}</p>
    ${error.hint && html`<p>${error.hint}</p>`}
    <button type="button" onClick=${retry}>${text.retry}</button>
  </div>`;
}

export function Notice({ title, hint }) {
  return html`<div class="notice" role="status"><strong>${title}</strong><p>${hint}</p></div>`;
}
