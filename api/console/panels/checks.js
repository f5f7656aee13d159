// @ts-check
// What each check says of a choice; a manager may take responsibility for some of them.

import { useRef } from '../vendor/hooks.js';
import { html } from '../lib/html.js';
import { text } from '../text.js';

const OVERRULED = new Set(['capacity', 'slack', 'adjacency']);
const SIGNS = { ok: '✓', warning: '!', error: '✗' };

/** `may`: whoever looks may overrule; `pick`: what to do with the alternative that is offered. */
export function Checks({ found, may, override, overrule, pick }) {
  const failed = found.checks.filter((check) => check.status === 'error');
  const soft = failed.length > 0 && failed.every((check) => OVERRULED.has(check.id));
  return html`<div>
    <ul class="checks" aria-label=${text.checks}>
      ${found.checks.map((check) => html`<li key=${check.id} class=${check.status}>
        <span class="sign" aria-hidden="true">${SIGNS[check.status]}</span>
        <span><strong>${text.check[check.id] ?? check.id}</strong> ${check.message}</span>
        <span class="sr">${text.checkStatus[check.status]}</span>
      </li>`)}
    </ul>
    ${found.hint && html`<p class="hint">${found.hint}</p>`}
    ${found.alternative && html`<button type="button" onClick=${() => pick(found.alternative.tableIds)}>
      ${text.takeAlternative(found.alternative.tableNumbers)}</button>`}
    ${soft && !override && (may
      ? html`<${Overrule} checks=${failed} overrule=${overrule} />`
      : html`<p class="soft">${text.onlyManagers}</p>`)}
  </div>`;
}

function Overrule({ checks, overrule }) {
  const field = useRef(null);
  const submit = (event) => {
    event.preventDefault();
    overrule({ checks: checks.map((check) => check.id), reason: field.current.value.trim() });
  };
  return html`<form class="overrule" onSubmit=${submit}>
    <label>${text.overruleWhy}
      <input ref=${field} name="reason" required minlength="3" maxlength="200" autocomplete="off" />
    </label>
    <button type="submit">${text.overrule}</button>
  </form>`;
}
