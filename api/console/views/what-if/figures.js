// @ts-check
// The numbers of scenarios beside those of the night as it is, with what can be said of each difference.

import { html } from '../../lib/html.js';
import { amount, signed } from '../../lib/numbers.js';
import { text } from '../../text.js';

const COUNTS = ['seated', 'covers', 'refused', 'refused_covers', 'empty_seats', 'merges', 'moves', 'points'];
const OF_PLANS = ['stale', 'bound', 'gap'];
/** What the gaps leave open is open for these as well. */
const LIKE_COVERS = new Set(['seated', 'covers', 'refused', 'refused_covers']);
const UNPROVEN = new Set(['empty_seats', 'merges', 'moves']);
const BETTER = { seated: 1, covers: 1, points: 1, refused: -1, refused_covers: -1, empty_seats: -1 };
const BASE = 'base';

export function Figures({ comparison }) {
  const { comparisons, runs } = comparison;
  const of = (name) => runs.filter((run) => run.scenario === name);
  const undecided = comparisons.filter((item) => item.verdict === 'UNDECIDED');
  return html`<div class="wide" tabindex="0" role="group" aria-label=${text.whatIf.figures}><table class="figures">
      <caption class="sr">${text.whatIf.figures}</caption>
      <thead><tr>
        <td></td><th scope="col">${text.whatIf.asItIs}</th>
        ${comparisons.map((item) => html`<th key=${item.scenario} scope="col">${item.scenario}
          ${item.compared_with !== BASE && html`<small>${text.whatIf.beside(item.compared_with)}</small>`}</th>`)}
      </tr></thead>
      <tbody>
        <tr><th scope="row">${text.whatIf.figure.verdict}</th><td>–</td>
          ${comparisons.map((item) => html`<td key=${item.scenario}><${Verdict} verdict=${item.verdict} />
            <${Stale} count=${mean(of(item.scenario), 'stale') - mean(of(item.compared_with), 'stale')} /></td>`)}</tr>
        ${COUNTS.map((name) => html`<tr key=${name} data-figure=${name}>
          <th scope="row">${text.whatIf.figure[name]}${UNPROVEN.has(name) && html`<sup>*</sup>`}</th>
          <td>${amount(mean(of(BASE), name))}</td>
          ${comparisons.map((item) => html`<${Difference} key=${item.scenario} name=${name} item=${item} />`)}
        </tr>`)}
        ${OF_PLANS.filter((name) => name !== 'stale' || runs.some((run) => run.measures.stale)).map((name) => html`<tr key=${name} data-figure=${name}>
          <th scope="row">${text.whatIf.figure[name]}</th>
          ${[BASE, ...comparisons.map((item) => item.scenario)].map((scenario) => html`<td key=${scenario} class=${name}>${proof(of(scenario), name)}</td>`)}
        </tr>`)}
      </tbody>
    </table></div>
    <${Notes} comparisons=${comparisons} undecided=${undecided} stale=${runs.some((run) => run.measures.stale)} />`;
}

function Verdict({ verdict }) {
  return html`<span class=${`verdict ${verdict.toLowerCase().replace(' ', '-')}`}>${text.whatIf.verdict[verdict]}</span>`;
}

/** A verdict counts as seated who will have to give way: that is said beside it. */
function Stale({ count }) {
  return count > 0 && html`<small class="refused">${text.whatIf.butStale(amount(count))}</small>`;
}

function Difference({ name, item }) {
  const change = item.changes[name];
  const open = openIn(name, item);
  const sense = open || !change.mean ? '' : BETTER[name] * change.mean > 0 ? 'better' : BETTER[name] ? 'worse' : '';
  return html`<td class=${open ? 'open' : ''}>${amount(change.value)}
    ${(change.mean !== 0 || open) && html` <span class=${`difference ${sense}`}>${signed(change.mean)}</span>`}
    ${change.low !== null && html`<small>${text.whatIf.interval(signed(change.low), signed(change.high))}</small>`}
    ${open && html` <em>${text.whatIf.undecided}</em>`}
  </td>`;
}

/** Whether a difference is smaller than the gaps, or than what it varies by. */
function openIn(name, item) {
  const { changes, verdict, pairs, worst_gap: gap } = item;
  if (verdict === 'other weights') return false;
  if (name === 'points') return verdict === 'UNDECIDED';
  const varies = pairs > 1 && changes[name].mean !== 0 && !changes[name].decided;
  if (!LIKE_COVERS.has(name)) return varies;
  if (varies) return true;
  return gap !== 0 && !changes.covers.decided && (changes[name].mean !== 0 || verdict === 'UNDECIDED');
}

function Notes({ comparisons, undecided, stale }) {
  const weights = comparisons.some((item) => item.verdict === 'other weights');
  const pairs = Math.max(...comparisons.map((item) => item.pairs));
  return html`<div class="notes soft">
    ${undecided.length > 0 && html`<div class="undecided" role="note">
      <p>${text.whatIf.undecidedMean}</p>
      ${undecided.filter((item) => item.points_low !== null).map((item) => html`<p key=${item.scenario}>
        ${text.whatIf.undecidedPoints(item.scenario, signed(item.points_low), signed(item.points_high))}</p>`)}
      <p>${text.whatIf.undecidedHelp}</p>
    </div>`}
    ${stale && html`<p class="undecided" role="note">${text.whatIf.staleMean}</p>`}
    ${weights && html`<p>${text.whatIf.otherWeights}</p>`}
    ${pairs > 1 && html`<p>${text.whatIf.means(pairs)}</p>`}
    <p>* ${text.whatIf.foundOnly}</p>
  </div>`;
}

function mean(runs, name) {
  return runs.reduce((sum, run) => sum + (run.measures[name] ?? 0), 0) / runs.length;
}

function proof(runs, name) {
  if (name === 'stale') return amount(mean(runs, name));
  const values = runs.map((run) => run.measures[name]);
  if (values.includes(null)) return text.gapUnknown;
  if (name === 'bound') return amount(mean(runs, 'bound'));
  const worst = Math.max(...values);
  return worst === 0 ? text.whatIf.proven : `${(worst * 100).toFixed(2)} %`;
}
