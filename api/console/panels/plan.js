// @ts-check
// Plan the night: how much may change, how long it may take, and how good the plan is meanwhile.

import { useState } from '../vendor/hooks.js';
import { html } from '../lib/html.js';
import { headlineOf } from '../state/engine-words.js';
import { decides, engine } from '../state/engine.js';
import { cancelPlanning, plan, planning } from '../state/planning.js';
import { preview, undo } from '../state/preview.js';
import { text } from '../text.js';

const MODES = ['fill', 'improve', 'rebuild'];
const SECONDS = [3, 10, 30];

/** What was wished for last: the form is another one after each plan. */
let last = { mode: 'fill', moves: 2, seconds: 10 };

export function PlanPanel({ night }) {
  const now = planning.value;
  return html`<section class="plan panel" aria-label=${text.planNight}>
    ${now ? html`<${Progress} now=${now} />` : html`<${Wish} night=${night} />`}
  </section>`;
}

function Wish({ night }) {
  const [mode, setMode] = useState(last.mode);
  const [moves, setMoves] = useState(last.moves);
  const [seconds, setSeconds] = useState(last.seconds);
  const submit = (event) => {
    event.preventDefault();
    last = { mode, moves, seconds };
    void plan({ mode, budgetMs: seconds * 1000, ...(mode === 'improve' && { maxMoves: moves }) });
  };
  return html`<form onSubmit=${submit}>
    ${!decides.value && html`<p class="refused" id="plan-refused">${headlineOf(engine.value)} ${text.engine.planNote}</p>`}
    <label>${text.planMode}
      <select value=${mode} onChange=${(event) => setMode(event.target.value)}>
        ${MODES.map((name) => html`<option key=${name} value=${name} selected=${name === mode}>${text.mode[name]}</option>`)}
      </select>
    </label>
    ${mode === 'improve' && html`<label>${text.planMoves}
      <input type="number" min="0" max="100" required value=${moves}
        onInput=${(event) => setMoves(Number(event.target.value))} /></label>`}
    <label>${text.planSeconds}
      <select value=${seconds} onChange=${(event) => setSeconds(Number(event.target.value))}>
        ${SECONDS.map((item) => html`<option key=${item} value=${item} selected=${item === seconds}>${text.seconds(item)}</option>`)}
      </select>
    </label>
    <button type="submit" class=${decides.value ? 'primary' : ''} disabled=${preview.value !== null}
      aria-describedby=${decides.value ? undefined : 'plan-refused'}>
      ${decides.value ? text.planNight : text.engine.planPreview}</button>
    ${night.run && html`<button type="button" onClick=${() => void undo()}>${text.undoLast}</button>`}
  </form>`;
}

function Progress({ now }) {
  return html`<div class="progress" role="status">
    <div>
      <strong>${text.planGoing}</strong>
      <p>${now.words}</p>
      <progress max="1" value=${now.share ?? undefined} aria-label=${text.planGoing}></progress>
    </div>
    <${Chart} points=${now.points} />
    <button type="button" disabled=${now.ending} onClick=${() => void cancelPlanning()}>
      ${now.ending ? text.planEnding : text.cancel}</button>
  </div>`;
}

const WIDTH = 220;
const HEIGHT = 64;

/** The best plan so far and the proven bound over time: they meet when nothing better exists. */
function Chart({ points }) {
  const values = points.flatMap((point) => [point.incumbent, point.bound]).filter((value) => value !== null);
  if (values.length < 2) return null;
  const low = Math.min(...values);
  const high = Math.max(...values);
  const end = Math.max(...points.map((point) => point.seconds), 0.1);
  const x = (seconds) => 4 + (seconds / end) * (WIDTH - 8);
  const y = (value) => HEIGHT - 6 - ((value - low) / (high - low || 1)) * (HEIGHT - 12);
  const line = (name) => points
    .filter((point) => point[name] !== null)
    .map((point) => `${x(point.seconds).toFixed(1)},${y(point[name]).toFixed(1)}`)
    .join(' ');
  return html`<figure class="chart">
    <svg width=${WIDTH} height=${HEIGHT} role="img" aria-label=${text.chart}>
      <polyline class="bound" points=${line('bound')} />
      <polyline class="incumbent" points=${line('incumbent')} />
    </svg>
    <figcaption><span class="bound">${text.chartBound}</span> <span class="incumbent">${text.chartBest}</span></figcaption>
  </figure>`;
}
