// @ts-check
// What a quote answers: tables with what each costs, other times, why nothing fits, and what would help.

import { html } from '../lib/html.js';
import { clock } from '../lib/clock.js';
import { namesOf } from '../state/choice.js';
import { decides } from '../state/engine.js';
import { show } from '../state/preview.js';
import { ask, busy, hold, offers, stale } from '../state/quote.js';
import { text } from '../text.js';

const words = text.quote;
const SHOWN = 4;

/** `found` is the answer with the wish that it answers. */
export function Offers({ night, found }) {
  const { answer, wish } = found;
  return html`<div class="offers">
    ${stale.value && html`<p class="stale">${words.stale}
      <button type="button" onClick=${() => void ask(wish, found.replaces)}>${words.again}</button></p>`}
    ${!decides.value && offers.value.length > 0 && html`<p class="refused">${text.engine.quoteNote}</p>`}
    <${Stay} night=${night} answer=${answer} />
    ${offers.value.length > 0 && html`<${List} night=${night} wish=${wish} some=${offers.value} />`}
    ${!answer.candidate && html`<${Nothing} night=${night} answer=${answer} wish=${wish} />`}
    ${answer.otherTimes.length > 0 && html`<${Others} night=${night} found=${found} />`}
  </div>`;
}

/** How the guests would stay: only a new party's answer says it. */
function Stay({ night, answer }) {
  const at = (instant) => clock(Date.parse(instant), night.timeZone);
  return html`${answer.startAt && html`<p class="soft">${words.stays(
    answer.partySize, at(answer.startAt), at(answer.endAt), answer.minutes)}
    ${answer.cutShort && ` ${words.cutShort}`}</p>`}
    ${answer.serviceFallback.usedFallback && html`<p class="why">${words.outside}</p>`}`;
}

function List({ night, wish, some }) {
  const list = (part, best) => html`<ol class="candidates" aria-label=${words.offers}>
    ${part.map((item, index) => html`<${Offer} key=${item.tableIds.join()} night=${night} wish=${wish} item=${item}
      best=${best && index === 0} />`)}
  </ol>`;
  const rest = some.slice(SHOWN);
  return html`${list(some.slice(0, SHOWN), true)}
    ${rest.length > 0 && html`<details><summary>${words.more(rest.length)}</summary>${list(rest, false)}</details>`}`;
}

function Offer({ night, wish, item, best }) {
  const said = costs(night, item);
  const names = item.tableNumbers;
  return html`<li>
    <div>
      <strong>${names.join(' + ')}</strong>${best && html` <span class="best">${words.best}</span>`}
      <ul>${said.map((one) => html`<li key=${one.words} class=${one.bad ? 'dear' : ''}>${one.words}</li>`)}</ul>
    </div>
    ${decides.value && html`<button type="button" aria-disabled=${busy.value !== ''}
      onClick=${() => void hold(wish, item.tableIds)}>${words.hold(names)}</button>`}
  </li>`;
}

/** What a candidate costs, in plain words: empty seats, a merge, wishes, and what others lose. */
function costs(night, item) {
  const said = [{ words: `${text.seats(item.totalCapacity)}, ${text.emptySeats(item.slack)}` }];
  if (item.tableCount > 1) said.push({ words: words.together(item.tableCount) });
  if ((item.terms.seating_preference ?? 0) < 0) said.push({ words: words.wishMissed, bad: true });
  const { price } = item;
  if (!price) return [...said, { words: words.unknownPrice }];
  const covers = Math.round(price.covers * 10) / 10;
  if (!covers) return [...said, { words: words.free }];
  const whom = price.losses.slice(0, 2).map((loss) => {
    const time = clock(Date.parse(loss.startAt), night.timeZone);
    return loss.bookingId ? words.waits(loss.partySize, time) : words.expected(loss.partySize, time);
  });
  return [...said, { words: words.price(covers, whom), bad: true }];
}

/** Why nothing fits, who holds what, and moves that would make room. */
function Nothing({ night, answer, wish }) {
  const { proposal, skipped, whyNot, reason } = answer;
  return html`<p class="why">${whyNot?.message ?? reason}</p>
    ${skipped.length > 0 && html`<h3>${words.heldByOthers}</h3>
      <ul>${skipped.map((item) => html`<li key=${item.candidate.tableIds.join()}>${words.heldBy(
        item.candidate.tableNumbers.join(' + '), until(night, item))}</li>`)}</ul>`}
    ${proposal && html`<h3>${words.room}</h3>
      <ul>${moves(proposal).map((move) => html`<li key=${move}>${move}</li>`)}</ul>
      <p>${words.roomFor(proposal.tableNumbers.join(' + '))}
        <button type="button" onClick=${() => tryMoves(wish, proposal)}>${text.tryIt}</button></p>`}`;
}

const until = (night, item) =>
  clock(Math.max(...item.conflicts.map((one) => Date.parse(one.until))), night.timeZone);
const moves = (proposal) =>
  proposal.moves.map((move) => text.moves(move.partySize, namesOf(move.from), namesOf(move.to)));

/** Shows the night with the moves made; a booking gets the tables with them. */
function tryMoves(wish, proposal) {
  const changes = proposal.moves.map((move) => ({ booking: move.bookingId, tables: move.to }));
  const own = wish.booking ? [{ booking: wish.booking, tables: proposal.tableIds }] : [];
  show(wish.booking, {
    title: words.roomTitle(proposal.tableNumbers.join(' + ')),
    words: moves(proposal),
    changes: [...own, ...changes],
    applicable: true,
    why: '',
  });
}

function Others({ night, found }) {
  const { wish, answer, replaces } = found;
  const at = (item) => clock(Date.parse(item.startAt), night.timeZone);
  return html`<h3>${words.others}</h3>
    ${wish.booking ? html`<p class="soft">${words.othersHint}</p>` : null}
    <ul class="times">${answer.otherTimes.slice(0, 6).map((item) => {
      const said = words.otherTime(at(item), item.candidate.tableNumbers.join(' + '));
      return html`<li key=${item.startAt}>${wish.booking ? said : html`<button type="button" aria-label=${words.lookAt(said)}
        onClick=${() => void ask({ ...wish, time: at(item) }, replaces)}>${said}</button>`}</li>`;
    })}</ul>`;
}
