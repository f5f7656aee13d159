// @ts-check
// Who decides the evening, and why; whoever may says otherwise here.

import { useEffect, useRef } from '../vendor/hooks.js';
import { html } from '../lib/html.js';
import { counted, changeOf, headlineOf, situationOf, whyOf } from '../state/engine-words.js';
import { engine, engineUnknown, maySwitch, panel } from '../state/engine.js';
import { wish } from '../state/engine-change.js';
import { text } from '../text.js';
import { Confirm, Switches } from './engine-switches.js';

const words = text.engine;

export function Engine() {
  const found = engine.value;
  const toggle = useRef(/** @type {any} */ (null));
  if (engineUnknown.value) return html`<p class="engine soft">${words.unknown}</p>`;
  if (!found) return null;
  const close = () => {
    panel.value = null;
    wish.value = null;
    toggle.current?.focus();
  };
  const flip = () => (panel.value ? close() : (panel.value = { state: '' }));
  return html`<section class="engine panel" data-engine=${situationOf(found)} aria-label=${words.title}>
    <div class="engine-line">
      <p><strong>${headlineOf(found)}</strong> <span class="soft">${whyOf(found)}</span></p>
      <button ref=${toggle} id="engine-open" type="button" aria-expanded=${panel.value !== null} onClick=${flip}>
        ${panel.value ? words.close : words.open}</button>
    </div>
    ${panel.value && html`<${Details} found=${found} close=${close} key=${panel.value.state} />`}
  </section>`;
}

function Details({ found, close }) {
  const top = useRef(/** @type {any} */ (null));
  useEffect(() => {
    if (panel.peek()?.state) top.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return html`<div class="engine-more" ref=${top} onKeyDown=${(event) => event.key === 'Escape' && !wish.value && close()}>
    <p>${words.means[situationOf(found)]}</p>
    ${maySwitch()
      ? html`${wish.value && html`<${Confirm} wanted=${wish.value} />`}<${Switches} found=${found} />`
      : html`<p class="soft">${words.onlyManagers}</p>`}
    <div class="engine-lists">
      <div><h2>${words.sources}</h2><${Sources} found=${found} /></div>
      <div><h2>${words.changes}</h2>
        ${found.changes.length === 0 ? html`<p class="soft">${words.noChanges}</p>`
          : html`<ul class="engine-changes" tabindex="0" aria-label=${words.changes}>
              ${found.changes.map((item) => html`<li key=${item.at + item.what}>${changeOf(item)}</li>`)}</ul>`}
      </div>
    </div>
  </div>`;
}

function saysOf({ source, state, percent }) {
  if (state === null) return words.saysNothing;
  return source.startsWith('kill_') ? words.thrown : words.stateOf(state, percent);
}

function Sources({ found }) {
  const now = counted(found);
  return html`<ol class="sources">
    ${found.sources.map((item) => html`<li key=${item.source} class=${item === now ? 'counts' : ''}>
      <span>${words.source[item.source]}</span>
      <span>${saysOf(item)}
        ${item === now && html` <strong>(${words.counts})</strong>`}</span>
    </li>`)}
  </ol>`;
}
