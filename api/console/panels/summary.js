// @ts-check
// What an owner asks first: how many sit, how good the plan is.

import { html } from '../lib/html.js';
import { clock } from '../lib/clock.js';
import { text } from '../text.js';

function percent(gap) {
  if (gap === null || gap === undefined) return text.gapUnknown;
  if (gap === 0) return '0 %';
  return gap < 0.0001 ? '< 0.01 %' : `${(gap * 100).toFixed(2)} %`;
}

function gapMeaning(run) {
  if (!run) return '';
  return [text.statusMeaning[run.status], run.mode === 'fill' && text.statusOfFill].filter(Boolean).join(' ');
}

export function Summary({ night }) {
  const { run } = night;
  const seated = night.seatings.length;
  const merges = night.seatings.filter((seating) => seating.tables.length > 1).length;
  return html`<section class="cards" aria-label=${text.lastRun}>
    <${Card} name="covers" label=${text.covers} value=${night.covers}
      note=${text.of(night.coversRequested)}
      share=${night.coversRequested ? night.covers / night.coversRequested : 0} />
    <${Card} name="bookings" label=${text.bookings} value=${seated}
      note=${text.ofBookings(seated + night.unseated.length, text.merges(merges))}
      share=${seated ? seated / (seated + night.unseated.length) : 0} />
    <${Card} name="unseated" label=${text.unseatedCount} value=${night.unseated.length}
      warn=${night.unseated.length > 0}
      note=${night.unseated.length
        ? text.guests(night.unseated.reduce((sum, item) => sum + item.party, 0))
        : text.everybody} />
    <${Card} name="gap" label=${text.gap} value=${run ? percent(run.gap) : '–'}
      good=${run?.gap === 0} note=${run ? text.status[run.status] : text.notPlanned}
      hint=${gapMeaning(run)} />
    ${run && html`<${Card} name="run" label=${text.lastRun}
      value=${clock(new Date(run.createdAt).getTime(), night.timeZone)}
      note=${[text.runState[run.state] ?? run.state, run.seconds !== undefined &&
        text.seconds(run.seconds.toFixed(1))].filter(Boolean).join(', ')} />`}
  </section>`;
}

function Card({ name, label, value, note, hint, share, warn, good }) {
  return html`<div class=${`card ${warn ? 'warn' : ''} ${good ? 'good' : ''}`} data-card=${name} title=${hint}>
    <div class="card-label">${label}</div>
    <div class="card-value">${value}</div>
    ${share !== undefined && html`<progress max="1" value=${share} aria-label=${label}></progress>`}
    <div class="card-note">${note}</div>
  </div>`;
}
