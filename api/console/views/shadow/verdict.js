// @ts-check
// What can be said of all evenings together, and whether what has to hold does.

import { html } from '../../lib/html.js';
import { amount, signed } from '../../lib/numbers.js';
import { text } from '../../text.js';

const words = text.shadow;
const FIGURES = ['covers', 'seated', 'refusals', 'waste', 'moves'];
const GATE = /^([a-z0-9_]+)(<=|>=|<|>)(.+)$/;

export function Verdict({ report }) {
  const { verdict, nights, figures } = report;
  return html`<section class="panel" aria-labelledby="shadow-verdict">
    <h3 id="shadow-verdict" class=${`verdict ${verdict.toLowerCase()}`}>${words.headline[verdict](nights.length)}</h3>
    ${verdict !== 'same' && html`<p class="interval">${interval(verdict, figures.covers)}</p>`}
    <p>${words.ofBookings(report)}${report.broken > 0 && ` ${words.broken(report.broken)}`}</p>
    <${Figures} figures=${figures} />
  </section>`;
}

/** Where the difference of an evening lies, as a sentence. */
function interval(verdict, { difference, low, high }) {
  if (low === null) return words.interval.one(difference, amount);
  const kind = verdict === 'UNDECIDED' ? 'open' : 'decided';
  return words.interval[kind](difference, low, high, amount);
}

function Figures({ figures }) {
  return html`<div class="wide" tabindex="0" role="group" aria-label=${words.figures}><table class="figures">
    <caption class="sr">${words.figures}</caption>
    <thead><tr>
      <td></td><th scope="col">${words.system}</th><th scope="col">${words.maitred}</th>
      <th scope="col">${words.perNight}</th><th scope="col">${words.verdictColumn}</th>
    </tr></thead>
    <tbody>${FIGURES.filter((name) => figures[name]).map((name) => html`<${Figure} key=${name} name=${name} of=${figures[name]} />`)}</tbody>
  </table></div>`;
}

function Figure({ name, of }) {
  return html`<tr data-figure=${name}>
    <th scope="row">${words.figure[name]}</th>
    <td>${amount(of.old)}</td><td>${amount(of.maitred)}</td>
    <td>${signed(of.difference)}
      ${of.low !== null && of.verdict !== 'same' && html`<small>${words.betweenShort(signed(of.low), signed(of.high))}</small>`}</td>
    <td><span class=${`verdict ${of.verdict.toLowerCase()}`}>${words.verdict[of.verdict]}</span></td>
  </tr>`;
}

export function Gates({ gates }) {
  if (!gates.length) return null;
  const passed = gates.filter((item) => item.passed).length;
  return html`<section class="panel" aria-labelledby="shadow-gates">
    <h3 id="shadow-gates">${words.gateTitle} <span class="count">${words.gatePassed(passed, gates.length)}</span></h3>
    <ul class="checks">${gates.map((item) => html`<${Gate} key=${item.gate} item=${item} />`)}</ul>
  </section>`;
}

function Gate({ item }) {
  const [, metric, operator, bound] = GATE.exec(item.gate) ?? [];
  return html`<li class=${item.passed ? 'ok' : 'error'} data-gate=${item.gate}>
    <span class="sign" aria-hidden="true">${item.passed ? '✓' : '✗'}</span>
    <span><strong>${metric ? words.gateWords(metric, operator, bound) : item.gate}</strong>
      <small>${item.value === null ? words.gateUnknown(item.words) : words.gateIs(item.words)}</small></span>
    <span class="sr">${item.passed ? words.holds : words.holdsNot}</span>
  </li>`;
}
