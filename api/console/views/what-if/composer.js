// @ts-check
// The scenarios that are composed: cards with a name, a base and changes.

import { useEffect, useRef } from '../../vendor/hooks.js';
import { html } from '../../lib/html.js';
import { addScenario, changeScenario, draft, fresh, removeScenario } from '../../state/what-if/draft.js';
import { mended, refusal } from '../../state/what-if/running.js';
import { text } from '../../text.js';
import { AddChange, Change } from './change.js';

export function Composer({ use }) {
  const scenarios = draft.value;
  return html`<section class="composer" aria-label=${text.whatIf.scenarios}>
    <h2>${text.whatIf.scenarios}</h2>
    ${scenarios.length === 0 && html`<p class="soft">${text.whatIf.noScenarios}</p>`}
    ${scenarios.map((item, index) => html`<${Card} key=${item.key} scenario=${item} index=${index} use=${use} />`)}
    <button type="button" onClick=${() => addScenario()}>${text.whatIf.addScenario}</button>
  </section>`;
}

function Card({ scenario, index, use }) {
  const place = `scenarios[${index}]`;
  const card = useRef(null);
  useEffect(() => {
    if (fresh.key !== scenario.key) return;
    fresh.key = 0;
    const last = [...card.current.querySelectorAll('.change')].pop() ?? card.current;
    last.querySelector('select, input')?.focus();
  }, [scenario.changes.length]);
  const remove = () => {
    mended('scenarios'); // the others have other numbers now
    removeScenario(scenario.key);
  };
  return html`<article class="scenario panel" ref=${card} aria-label=${scenario.name} data-place=${place}>
    <div class="head">
      <${Name} scenario=${scenario} place=${place} />
      <${Base} scenario=${scenario} />
      <button type="button" class="remove" aria-label=${text.whatIf.removeScenario(scenario.name)} onClick=${remove}>×</button>
    </div>
    ${scenario.changes.length === 0 && html`<p class="soft">${text.whatIf.noChanges}</p>`}
    <ol class="changes">
      ${scenario.changes.map((change, number) => html`<${Change} key=${change.key} scenario=${scenario} change=${change}
        number=${number + 1} place=${`${place}.edits[${number}]`} use=${use} />`)}
    </ol>
    <${AddChange} scenario=${scenario} use=${use} />
  </article>`;
}

function Name({ scenario, place }) {
  const flaws = refusal.value?.flaws.filter((flaw) => flaw.place === `${place}.name` || flaw.place === place) ?? [];
  const put = (event) => {
    mended(place);
    changeScenario(scenario.key, { name: event.target.value, named: true });
  };
  const left = () => scenario.name.trim() || changeScenario(scenario.key, { named: false });
  return html`<div class="field name">
    <label><span>${text.whatIf.name}</span>
      <input type="text" required maxlength="64" value=${scenario.name} aria-invalid=${flaws.length > 0 || undefined}
        autocomplete="off" onInput=${put} onBlur=${left} />
    </label>
    ${flaws.length > 0 && html`<p class="refused">${flaws.map((flaw) => flaw.message).join(' ')}</p>`}
  </div>`;
}

/** Another scenario may be begun from; not one that begins from this one. */
function Base({ scenario }) {
  const all = draft.value;
  const beginsFrom = (item) => item && (item.key === scenario.key || beginsFrom(all.find((one) => String(one.key) === item.base)));
  const others = all.filter((item) => !beginsFrom(item));
  if (!others.length) return null;
  return html`<div class="field"><label><span>${text.whatIf.base}</span>
    <select value=${scenario.base} onChange=${(event) => changeScenario(scenario.key, { base: event.target.value })}>
      <option value="" selected=${!scenario.base}>${text.whatIf.asItIs}</option>
      ${others.map((item) => html`<option key=${item.key} value=${item.key} selected=${scenario.base === String(item.key)}>${item.name}</option>`)}
    </select>
  </label></div>`;
}
