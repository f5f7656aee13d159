// @ts-check
// What an owner asks first: how many sit, how good the plan is, who has no table and why.

import { h } from './vendor/preact.js';
import htm from './vendor/htm.js';
import { clock } from './clock.js';
import { text } from './text.js';

const html = htm.bind(h);

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

/** The seating that the person at the screen chose. */
export function Chosen({ night, booking }) {
  const seating = night.seatings.find((item) => item.booking === booking);
  if (!seating) return html`<div class="chosen-card empty">${text.seatingHint}</div>`;
  const from = clock(seating.start, night.timeZone);
  const to = clock(seating.end, night.timeZone);
  return html`<div class="chosen-card" aria-live="polite">
    <strong>${text.party(seating.party)}</strong>
    <span>${from}–${to}</span>
    <span>${seating.names.length > 1 ? text.merged(seating.names) : text.single(seating.names[0])}</span>
    <span>${text.emptySeats(seating.empty)}</span>
    ${seating.priority > 0 && html`<span>${text.priority(seating.priority)}</span>`}
    <code title=${seating.booking}>${seating.booking.slice(0, 8)}</code>
  </div>`;
}

export function Unseated({ night }) {
  return html`<section class="unseated" id="unseated" tabindex="-1">
    <h2>${text.unseated} <span class="count">${night.unseated.length}</span></h2>
    ${night.unseated.length === 0
      ? html`<p class="fine">${text.unseatedNone}</p>`
      : html`<table>
          <thead>
            <tr>
              <th scope="col">${text.columnTime}</th>
              <th scope="col">${text.columnParty}</th>
              <th scope="col">${text.columnWhy}</th>
            </tr>
          </thead>
          <tbody>
            ${night.unseated.map(
              (item) => html`<tr key=${item.booking} data-booking=${item.booking}>
                <td>${item.start === null ? '–' : clock(item.start, night.timeZone)}</td>
                <td class="number">${item.party}</td>
                <td>${item.why}</td>
              </tr>`,
            )}
          </tbody>
        </table>`}
  </section>`;
}

export function Legend() {
  const classes = ['p2', 'p4', 'p6', 'p8'];
  return html`<ul class="legend" aria-label=${text.legend}>
    ${classes.map(
      (name, index) => html`<li key=${name}><span class=${`swatch ${name}`}></span>${text.legendParty[index]}</li>`,
    )}
    <li><span class="swatch merge"></span>${text.legendMerge}</li>
    <li><span class="swatch occupied"></span>${text.legendOccupied}</li>
    <li><span class="star" aria-hidden="true">★</span>${text.legendPriority}</li>
  </ul>`;
}
