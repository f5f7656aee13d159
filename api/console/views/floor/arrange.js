// @ts-check
// Arranging the tables on the floor plan: with the mouse, a finger, or the arrow keys.

import { useRef } from '../../vendor/hooks.js';
import { html } from '../../lib/html.js';
import { clock } from '../../lib/clock.js';
import {
  arranging, begin, cancelArranging, GRID, mayArrange, move, saveArranging, saveOverTheirs, SIDE, stepBack,
  takeTheirs,
} from '../../state/arranging.js';
import { text } from '../../text.js';
import { firstPlaces, halfTurned, isRecorded } from './places.js';
import { TableTop } from './table-top.js';

const FAR = 5 * GRID;
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** How to begin; who may not sees nothing. */
export function BeginArranging({ night, layout }) {
  if (!layout || !mayArrange()) return null;
  const start = () => begin(firstPlaces(night, layout), layout);
  return html`${!isRecorded(layout) && html`<span class="soft">${text.notArranged}</span>`}
    <button type="button" onClick=${start}>${text.arrange}</button>`;
}

/** What may be done while arranging, and whether somebody else was faster. */
export function ArrangeBar({ now, timeZone }) {
  return html`<section class="arrange-bar" aria-label=${text.arrange}>
    <p id="arrange-hint">${text.arrangeHint}</p>
    ${now.theirs && html`<div class="refused" role="alert">
      <strong>${text.arrangedMeanwhile(clock(Date.parse(now.theirs.changedAt), timeZone))}</strong>
      <div class="actions">
        <button type="button" onClick=${takeTheirs}>${text.takeTheirs}</button>
        <button type="button" onClick=${() => void saveOverTheirs()}>${text.saveMine}</button>
      </div>
    </div>`}
    <div class="actions">
      <button type="button" class="primary" disabled=${now.busy || !now.past.length || now.theirs !== null}
        onClick=${() => void saveArranging()}>${text.saveLayout}</button>
      <button type="button" disabled=${now.busy || !now.past.length} onClick=${stepBack}>${text.stepBack}</button>
      <button type="button" disabled=${now.busy} onClick=${cancelArranging}>${text.cancel}</button>
    </div>
  </section>`;
}

/** The lines that tables snap to, five steps apart. */
export function ArrangeGrid() {
  const lines = Array.from({ length: SIDE / FAR + 1 }, (_, index) => index * FAR);
  return html`<g class="arrange-grid" aria-hidden="true">
    ${lines.map((at) => html`<line key=${`x${at}`} x1=${at} x2=${at} y1="0" y2=${SIDE} />`)}
    ${lines.map((at) => html`<line key=${`y${at}`} y1=${at} y2=${at} x1="0" x2=${SIDE} />`)}
  </g>`;
}

export function MovableTable({ spot }) {
  const held = useRef(/** @type {any} */ (null));
  const { table, x, y, rotation } = spot;
  const room = halfTurned(table.capacity, rotation);
  const grab = (event) => {
    if (event.button !== 0 || held.current) return;
    const at = pointOf(event);
    event.currentTarget.setPointerCapture(event.pointerId);
    event.currentTarget.focus();
    held.current = { pointer: event.pointerId, dx: x - at.x, dy: y - at.y, step: {}, x, y };
  };
  const drag = (event) => {
    const { pointer, dx, dy, step } = held.current ?? {};
    if (pointer !== event.pointerId) return;
    const at = pointOf(event);
    move(table.id, { x: at.x + dx, y: at.y + dy }, room, step);
  };
  const drop = () => (held.current = null);
  const press = (event) => {
    const way = WAYS[event.key];
    if (event.key === 'Escape' && held.current) {
      move(table.id, held.current, room, held.current.step);
      drop();
    }
    if (!way) return;
    event.preventDefault();
    const by = event.shiftKey ? FAR : GRID;
    move(table.id, { x: x + way[0] * by, y: y + way[1] * by }, room, `keys ${table.id}`);
  };
  const name = text.tablePlace({ name: table.name, seats: table.capacity, x, y });
  const grip = {
    class: 'movable',
    'aria-describedby': 'arrange-hint',
    onTouchStart: keepGesture,
    onPointerDown: grab,
    onPointerMove: drag,
    onPointerUp: drop,
    onPointerCancel: drop,
    onKeyDown: press,
  };
  return html`<g class="spot-table" data-table=${table.id} transform=${`translate(${x} ${y})`}>
    <${TableTop} spot=${spot} words=${text.seats(table.capacity)} name=${name} grip=${grip} />
  </g>`;
}

/** A finger on a table moves it, not the page: `touch-action` is not reliable within a drawing. */
const keepGesture = (event) => event.preventDefault();

/** Where the pointer is on the plan. @param {PointerEvent} event */
function pointOf(event) {
  const frame = /** @type {SVGSVGElement} */ (/** @type {Element} */ (event.currentTarget).closest('svg'));
  const matrix = /** @type {DOMMatrix} */ (frame.getScreenCTM()).inverse();
  return new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
}

/** Says where the table went that was moved last. */
export function Moved({ night }) {
  const { places, past } = arranging.value ?? { places: new Map(), past: [] };
  const before = past.at(-1);
  const [table, place] = [...places].find(([id, at]) => before?.get(id) !== at) ?? [];
  const words = before && place
    ? text.tablePlace({ ...place, name: night.tables.get(table)?.name, seats: night.tables.get(table)?.capacity })
    : '';
  return html`<p class="sr" role="status">${words}</p>`;
}
