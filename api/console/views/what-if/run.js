// @ts-check
// Having the scenarios solved: how exactly, what was refused, and how far it is.

import { html } from '../../lib/html.js';
import { named } from '../../state/named.js';
import { night } from '../../state/night.js';
import { draft, draws } from '../../state/what-if/draft.js';
import { cancelRun, keeps, limits, refusal, running } from '../../state/what-if/running.js';
import { text } from '../../text.js';
import { kindWords } from './change.js';
import { flawWords, labelOf } from './fields.js';

const GAPS = [0.005, 0.001, 0];
const SECONDS = [3, 10, 30, 120];
const DRAWS = [1, 5, 10, 20];
const KNOWN = 1e-9;

/** What is chosen comes first when it is none of the usual ones: a run of before had it. */
const among = (usual, chosen) => (usual.some((item) => Math.abs(item - chosen) < KNOWN) ? usual : [chosen, ...usual]);

function Pick({ label, value, values, words, put, hint }) {
  return html`<label title=${hint}>${label}
    <select value=${value} onChange=${(event) => put(Number(event.target.value))}>
      ${among(values, value).map((item) => html`<option key=${item} value=${item} selected=${item === value}>${words(item)}</option>`)}
    </select>
  </label>`;
}

export function Limits() {
  const { gap, budgetMs, seeds } = limits.value;
  const scenarios = draft.value;
  const put = (change) => (limits.value = { ...limits.peek(), ...change });
  const drawn = draws(scenarios) || seeds.length > 1;
  const first = (count) => Array.from({ length: count }, (_, index) => index);
  return html`<div class="limits" role="group" aria-label=${text.whatIf.limits}>
    <${Pick} label=${text.whatIf.gap} value=${gap} values=${GAPS} put=${(value) => put({ gap: value })}
      words=${(value) => text.whatIf.gaps[value] ?? `${+(value * 100).toPrecision(2)} %`} />
    <${Pick} label=${text.whatIf.budget} value=${budgetMs / 1000} values=${SECONDS} words=${text.whatIf.seconds}
      put=${(value) => put({ budgetMs: value * 1000 })} />
    ${drawn && html`<${Pick} label=${text.whatIf.draws} hint=${text.whatIf.drawsHint} value=${seeds.length} values=${DRAWS}
      words=${String} put=${(value) => put({ seeds: first(value) })} />`}
    <label title=${text.whatIf.keepsHint}>${text.whatIf.keeps}
      <select onChange=${(event) => (keeps.value = event.target.value === 'yes')}>
        <option value="yes" selected=${keeps.value}>${text.whatIf.keepsIt}</option>
        <option value="no" selected=${!keeps.value}>${text.whatIf.keepsNot}</option>
      </select>
    </label>
    <button type="submit" class="primary" disabled=${scenarios.length === 0 || running.value !== null}>${text.whatIf.run}</button>
    <span class="soft">${text.whatIf.runHint((scenarios.length + (keeps.value ? 1 : 2)) * seeds.length)}</span>
  </div>`;
}

/** All that is wrong, each with a way to its field. */
export function Refused() {
  const now = refusal.value;
  if (!now) return null;
  return html`<div class="refusal panel" role="alert">
    <h2>${text.whatIf.refused}</h2>
    ${now.flaws.length === 0
      ? html`<p>${now.message}</p>`
      : html`<ul>${now.flaws.map((flaw, index) => html`<li key=${index}>
          <button type="button" class="plain" onClick=${() => show(flaw.place)}>
            ${text.whatIf.flaw(whereOf(flaw.place), flawWords(night.value, flaw.message), named(night.value, flaw.value))}</button>
        </li>`)}</ul>`}
    <p class="soft">${text.whatIf.refusedNothing}</p>
  </div>`;
}

/** A place of the request as people see it: scenario, change, field. */
function whereOf(place) {
  const [, scenario, change, field] = /^scenarios\[(\d+)\](?:\.edits\[(\d+)\])?(?:\.(.+))?$/.exec(place) ?? [];
  const item = draft.value[Number(scenario)];
  const edit = item?.changes[Number(change)]?.value;
  if (!item) return place;
  const last = field?.replaceAll(/\[\d+\]/g, '').split('.').pop();
  return text.whatIf.flawIn(item.name, edit && text.whatIf.change(Number(change) + 1, kindWords(edit.kind)),
    last && labelOf({ name: last, owner: '' }, edit?.kind));
}

/** Goes to the field of a place, or to the nearest one around it. */
function show(place) {
  const around = (at) => at.replace(/(^|\.)[^.[]+$|\[\d+\]$/, '');
  for (let at = place; at; at = around(at)) {
    const found = document.querySelector(`[data-place="${CSS.escape(at)}"]`);
    const target = found?.querySelector('input, select, button, textarea');
    if (target) {
      target.focus();
      return;
    }
  }
}

export function Progress() {
  const now = running.value;
  if (!now) return null;
  return html`<div class="progress panel" role="status">
    <div>
      <strong>${text.whatIf.running}</strong>
      <p>${now.total > 0 && `${text.whatIf.solving(now.solved, now.total)}. `}${now.words}</p>
      <progress max="1" value=${now.share ?? undefined} aria-label=${text.whatIf.running}></progress>
    </div>
    <button type="button" disabled=${now.ending || !now.job} onClick=${() => void cancelRun()}>
      ${now.ending ? text.whatIf.ending : text.whatIf.cancel}</button>
  </div>`;
}
