// @ts-check
// Saying who decides, stopping maitred and reviving it: each is told in full before it is done.

import { useEffect, useRef, useState } from '../vendor/hooks.js';
import { html } from '../lib/html.js';
import { panel } from '../state/engine.js';
import { carryOut, happens, wish } from '../state/engine-change.js';
import { date } from '../state/place.js';
import { text } from '../text.js';

const words = text.engine;
const STATES = ['on', 'canary', 'shadow', 'off', 'inherit'];
const MOST_LETTERS = 200;

/** The button that asked what would happen: whoever steps back is there again. */
let opener = /** @type {any} */ (null);

export function Switches({ found }) {
  return html`<div class="switches" hidden=${wish.value !== null}>
    <${SetForm} found=${found} />
    <${KillForm} found=${found} />
  </div>`;
}

function SetForm({ found }) {
  const [state, setState] = useState(panel.peek()?.state || (found.decides === 'maitred' ? 'shadow' : 'on'));
  const [from, setFrom] = useState(date.value);
  const form = useRef(/** @type {any} */ (null));
  useEffect(() => {
    if (panel.peek()?.state) form.current?.querySelector('select').focus();
  }, []);
  const submit = (event) => {
    event.preventDefault();
    opener = event.submitter;
    const data = new FormData(form.current);
    const of = (name) => String(data.get(name) ?? '').trim();
    const percent = state === 'canary' ? Number(of('percent')) : null;
    wish.value = { kind: 'set', state, percent, from: of('from'), to: of('to'), reason: of('reason') };
  };
  return html`<form ref=${form} class="switch" aria-label=${words.set} onSubmit=${submit}>
    <h2>${words.set}</h2>
    <label>${words.wish}
      <select value=${state} onChange=${(event) => setState(event.target.value)}>
        ${STATES.map((name) => html`<option key=${name} value=${name} selected=${name === state}>${words.state[name]}</option>`)}
      </select></label>
    ${state === 'canary' && html`<label>${words.percent}
      <input type="number" name="percent" min="0" max="100" step="1" required defaultValue="10" /></label>`}
    <label>${words.from}<input type="date" name="from" required value=${from}
      onInput=${(event) => setFrom(event.target.value)} /></label>
    <label>${words.to}<input type="date" name="to" min=${from} /></label>
    <${Reason} />
    <button type="submit">${words.next}</button>
  </form>`;
}

function KillForm({ found }) {
  const field = useRef(/** @type {any} */ (null));
  const stopped = found.kills.some((item) => !item.everywhere);
  const elsewhere = found.source === 'kill_environment' ? words.revivalOfService
    : found.kills[0]?.everywhere ? words.revivalElsewhere : '';
  const submit = (event) => {
    event.preventDefault();
    opener = event.submitter;
    const reason = new FormData(field.current).get('reason');
    wish.value = {
      kind: stopped ? 'revive' : 'kill', state: '', percent: null, from: '', to: '', reason: String(reason).trim(),
    };
  };
  return html`<form ref=${field} class="switch" aria-label=${words.emergency} onSubmit=${submit}>
    <h2>${words.emergency}</h2>
    ${elsewhere && html`<p>${elsewhere}</p>`}
    ${!stopped && html`<p class="soft">${words.emergencyHint}</p>`}
    <${Reason} required />
    <button type="submit" class=${stopped ? '' : 'danger'}>${stopped ? words.revive : words.kill}</button>
  </form>`;
}

function Reason({ required = false }) {
  return html`<label class="reason" title=${words.reasonHint}>${words.reason}
    <input name="reason" autocomplete="off" maxlength=${MOST_LETTERS} required=${required}
      pattern=${required ? '.*\\S.*' : undefined} /></label>`;
}

/** What will happen, to be read before it does. */
export function Confirm({ wanted }) {
  const [busy, setBusy] = useState(false);
  const title = useRef(/** @type {any} */ (null));
  useEffect(() => title.current?.focus(), []);
  const back = () => {
    wish.value = null;
    setTimeout(() => opener?.focus());
  };
  const leave = (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation(); // one step back, not out of the panel
    back();
  };
  const act = async () => {
    setBusy(true);
    const done = await carryOut(wanted);
    setBusy(false);
    if (!done) return;
    opener?.form?.reset();
    document.getElementById('engine-open')?.focus();
  };
  const name = wanted.kind === 'set' ? wanted.state : wanted.kind;
  return html`<div class="confirm" role="group" aria-labelledby="engine-confirm"
    onKeyDown=${leave}>
    <h2 id="engine-confirm" tabindex="-1" ref=${title}>${words.confirm.title[wanted.kind]}</h2>
    <ul>${happens(wanted).map((item) => html`<li key=${item}>${item}</li>`)}</ul>
    <div class="actions">
      <button type="button" class=${name === 'kill' ? 'danger' : 'primary'} disabled=${busy} onClick=${act}>
        ${words.confirm.yes[name]}</button>
      <button type="button" disabled=${busy} onClick=${back}>${words.confirm.back}</button>
    </div>
  </div>`;
}
