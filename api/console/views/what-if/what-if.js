// @ts-check
// What-if: compose scenarios, have them solved, and see them beside the night as it is.

import { useEffect } from '../../vendor/hooks.js';
import { html } from '../../lib/html.js';
import { Failed, Loading } from '../../parts/messages.js';
import { format, needFormat } from '../../state/what-if/format.js';
import { run } from '../../state/what-if/running.js';
import { text } from '../../text.js';
import { Composer } from './composer.js';
import { Gallery } from './gallery.js';
import { Past } from './past.js';
import { Paste } from './paste.js';
import { Result } from './result.js';
import { Limits, Progress, Refused } from './run.js';

export function WhatIf({ night }) {
  useEffect(() => needFormat(), []);
  const { value, error } = format.value;
  return html`<div class="what-if">
    <p class="safe panel" role="note">${text.whatIf.safe}</p>
    <${Result} />
    <div class="what-if-columns">
      <div>
        ${error && html`<${Failed} error=${error} retry=${() => needFormat({ again: true })} />`}
        ${!value && !error && html`<${Loading} />`}
        ${value && html`<${Ask} use=${{ night, format: value, kind: '' }} />`}
      </div>
      <${Past} />
    </div>
  </div>`;
}

function Ask({ use }) {
  const submit = (event) => {
    event.preventDefault();
    void run();
  };
  return html`<${Gallery} use=${use} />
    <${Paste} />
    <form class="ask" aria-label=${text.whatIf.title} onSubmit=${submit}>
      <${Composer} use=${use} />
      <${Refused} />
      <${Limits} />
    </form>
    <${Progress} />`;
}
