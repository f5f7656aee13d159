// @ts-check
// Scenarios as a text: a file is pasted, read by the server, and goes on in the form.

import { useState } from '../../vendor/hooks.js';
import { html } from '../../lib/html.js';
import { send } from '../../lib/http.js';
import { takeOver } from '../../state/what-if/draft.js';
import { tell } from '../../state/notices.js';
import { limits } from '../../state/what-if/running.js';
import { text } from '../../text.js';

export function Paste() {
  const [words, setWords] = useState('');
  const [error, setError] = useState(/** @type {any} */ (null));
  const [open, setOpen] = useState(false);
  const read = async (event) => {
    event.preventDefault();
    try {
      const { scenarios, seeds } = await send('POST', '/api/v1/scenario-text', { text: words });
      takeOver(scenarios);
      limits.value = { ...limits.peek(), seeds };
      tell(text.whatIf.pasted(scenarios.length));
      setError(null);
      setOpen(false);
    } catch (refused) {
      setError(refused);
    }
  };
  const flaws = error?.details?.flaws ?? [];
  return html`<details class="paste panel" open=${open} onToggle=${(event) => setOpen(event.target.open)}>
    <summary>${text.whatIf.paste}</summary>
    <form onSubmit=${read}>
      <p class="soft" id="what-if-paste-hint">${text.whatIf.pasteHint}</p>
      <label class="sr" for="what-if-paste">${text.whatIf.pasteText}</label>
      <textarea id="what-if-paste" required rows="8" spellcheck=${false} value=${words}
        aria-describedby="what-if-paste-hint" aria-invalid=${error ? true : undefined}
        onInput=${(event) => setWords(event.target.value)}></textarea>
      ${error && html`<div class="refused" role="alert">
        ${flaws.length === 0 && html`<p>${error.message} ${error.hint}</p>`}
        <ul>${flaws.map((flaw, index) => html`<li key=${index}>${text.whatIf.flaw(flaw.place, flaw.message, flaw.value)}</li>`)}</ul>
      </div>`}
      <button type="submit">${text.whatIf.pasteRead}</button>
    </form>
  </details>`;
}
