// @ts-check
// The floor plan: every table at its place, and how it stands at the chosen minute.

import { useEffect, useMemo, useRef, useState } from '../../vendor/hooks.js';
import { html } from '../../lib/html.js';
import { clock } from '../../lib/clock.js';
import { partyClass } from '../../parts/legend.js';
import { pure } from '../../parts/pure.js';
import { arranging } from '../../state/arranging.js';
import { addField, carried, pickUp } from '../../state/carry.js';
import { chosen } from '../../state/night.js';
import { minute } from '../../state/now.js';
import { text } from '../../text.js';
import { ArrangeBar, ArrangeGrid, BeginArranging, MovableTable, Moved } from './arrange.js';
import { placesOf } from './places.js';
import { TableTop } from './table-top.js';

const STEP = 5 * 60_000;

export function Floor({ night, seatings, layout }) {
  return arranging.value
    ? html`<${Arrange} night=${night} layout=${layout} now=${arranging.value} />`
    : html`<${Standing} night=${night} seatings=${seatings} layout=${layout} />`;
}

/** The tables being arranged; what stands on them does not matter then. */
function Arrange({ night, layout, now }) {
  const places = useMemo(() => placesOf(night, layout, now.places), [night, layout, now.places]);
  return html`<div class="floor-view arranging">
    <${ArrangeBar} now=${now} timeZone=${night.timeZone} />
    <${Moved} night=${night} />
    <svg class="floor" viewBox=${`0 0 ${places.width} ${places.height}`} role="application" aria-label=${text.floorArranged}>
      <${ArrangeGrid} />
      <${Under} night=${night} places=${places} />
      ${places.spots.map((spot) => html`<${MovableTable} key=${spot.table.id} spot=${spot} />`)}
    </svg>
  </div>`;
}

/** Zones and which tables stand side by side; the tables of merges tied together. */
function Under({ night, places, joined = [] }) {
  return html`<g aria-hidden="true">
    ${places.frames.map((frame) => html`<g key=${frame.zone.id}>
      <rect class="zone-frame" x=${frame.x} y=${frame.y} width=${frame.width} height=${frame.height} rx="12" />
      <text class="zone-name" x=${frame.x + 16} y=${frame.y + 20}>${frame.zone.name}</text>
    </g>`)}
    ${edges(places, night.neighbours).map((edge) => html`<line key=${edge.key} class="edge"
      x1=${edge.a.x} y1=${edge.a.y} x2=${edge.b.x} y2=${edge.b.y} />`)}
    ${joined.map((item) => html`<polyline key=${item.key} class="pushed" points=${item.points} />`)}
  </g>`;
}

function Standing({ night, seatings, layout }) {
  const places = useMemo(() => placesOf(night, layout), [night, layout]);
  const { from, to } = useMemo(() => hours(night), [night]);
  const [at, setAt] = useState(() => startingAt(night, from, to));
  const moment = Math.min(Math.max(at, from), to);
  const states = useMemo(() => statesAt(night, seatings, moment), [night, seatings, moment]);
  const joined = useMemo(() => joints(places, states), [places, states]);
  return html`<div class="floor-view">
    <div class="floor-head">
      <${Slider} from=${from} to=${to} moment=${moment} move=${setAt} timeZone=${night.timeZone} />
      <${BeginArranging} night=${night} layout=${layout} />
    </div>
    <svg class="floor" viewBox=${`0 0 ${places.width} ${places.height}`} role="group" aria-label=${text.floor}>
      <${Under} night=${night} places=${places} joined=${joined} />
      ${places.spots.map((spot) => html`<${Table} key=${spot.table.id} spot=${spot}
        state=${states.get(spot.table.id) ?? FREE} timeZone=${night.timeZone} />`)}
      <${Field} places=${places} />
    </svg>
  </div>`;
}

const FREE = { kind: 'free', seating: null, until: null };

function Slider({ from, to, moment, move, timeZone }) {
  const words = clock(moment, timeZone);
  return html`<div class="slider">
    <label>${text.atTime} <output>${words}</output>
      <input type="range" min=${from} max=${to} step=${STEP} value=${moment} aria-valuetext=${words}
        onInput=${(event) => move(Number(event.target.value))} />
    </label>
    <button type="button" class="plain" disabled=${minute.value < from || minute.value > to}
      onClick=${() => move(minute.value)}>${text.now}</button>
  </div>`;
}

const Table = pure(function Table({ spot, state, timeZone }) {
  const { table, x, y } = spot;
  const { kind, seating, until } = state;
  const colour = seating ? (seating.tables.length > 1 ? 'merge' : partyClass(seating.party)) : '';
  const name = text.tableState({
    name: table.name, seats: table.capacity, kind, party: seating?.party,
    until: until === null ? null : clock(until, timeZone),
  });
  const isChosen = seating !== null && chosen.value === seating.id;
  const look = () => seating && (chosen.value = seating.id);
  const grip = {
    'aria-pressed': isChosen,
    onClick: look,
    onKeyDown: (event) => (event.key === 'Enter' || event.key === ' ') && look(),
    onPointerDown: (event) => seating && pickUp(event, seating),
  };
  return html`<g class=${`spot-table ${kind} ${colour} ${isChosen ? 'chosen' : ''}`} data-table=${table.id}
    transform=${`translate(${x} ${y})`}>
    <${TableTop} spot=${spot} name=${name} grip=${grip}
      words=${seating ? `${seating.party} · ${clock(until, timeZone)}` : text.tableKind[kind](table.capacity)} />
  </g>`;
});

/** Lets a dragged booking find the table under the pointer, and shows whether it may land there. */
function Field({ places }) {
  const ref = useRef(null);
  useEffect(
    () =>
      addField((x, y) => {
        const under = document.elementFromPoint(x, y)?.closest('.spot-table');
        return under && ref.current?.ownerSVGElement.contains(under) ? under.dataset.table : null;
      }),
    [],
  );
  const now = carried.value;
  const found = now?.choosing.validation.value;
  const known = found && found.tables.join() === now?.tables.join();
  const state = !known ? 'unsure' : found.ok ? 'fine' : 'bad';
  return html`<g ref=${ref} class="landing" aria-hidden="true">
    ${places.spots.filter((spot) => now?.tables.includes(spot.table.id)).map((spot) => html`<g
      key=${spot.table.id} class=${`spot ${state}`} transform=${`translate(${spot.x} ${spot.y})`}>
      <circle r="44" />
    </g>`)}
  </g>`;
}

/** What each table is at a moment. @returns {Map<string, {kind: string, seating: any, until: number | null}>} */
function statesAt(night, seatings, moment) {
  const states = new Map();
  for (const table of night.tables.values()) {
    if (table.active === false) states.set(table.id, { kind: 'closed', seating: null, until: null });
  }
  for (const item of night.occupancy) {
    if (item.start <= moment && moment < item.end) {
      const kind = item.source === 'hold' ? 'held' : 'taken';
      states.set(item.table, { kind, seating: null, until: item.end });
    }
  }
  for (const seating of seatings) {
    if (seating.start > moment || moment >= seating.end) continue;
    for (const table of seating.tables) states.set(table, { kind: 'seated', seating, until: seating.end });
  }
  return states;
}

function edges(places, neighbours) {
  const at = new Map(places.spots.map((spot) => [spot.table.id, spot]));
  return [...neighbours].flatMap(([one, others]) =>
    [...others]
      .filter((other) => one < other && at.has(one) && at.has(other))
      .map((other) => ({ key: `${one} ${other}`, a: at.get(one), b: at.get(other) })),
  );
}

/** The tables of each merge that sits now, tied together. */
function joints(places, states) {
  const merges = new Map();
  for (const spot of places.spots) {
    const seating = states.get(spot.table.id)?.seating;
    if (seating?.tables.length > 1) merges.set(seating.id, [...(merges.get(seating.id) ?? []), spot]);
  }
  return [...merges].map(([key, spots]) => ({ key, points: spots.map(({ x, y }) => `${x},${y}`).join(' ') }));
}

function hours(night) {
  const all = [...night.seatings, ...night.unseated].filter((item) => item.start !== null);
  const noon = new Date(`${night.date}T12:00:00Z`).getTime();
  const from = all.length ? Math.min(...all.map((item) => item.start)) : noon;
  const to = all.length ? Math.max(...all.map((item) => item.end)) : noon + 10 * 3_600_000;
  return { from: from - (from % STEP), to };
}

/** Now, while the night goes on; else when most guests sit. */
function startingAt(night, from, to) {
  const now = minute.peek();
  if (now >= from && now <= to) return now - (now % STEP);
  const at = (moment) =>
    night.seatings.reduce((sum, item) => sum + (item.start <= moment && moment < item.end ? item.party : 0), 0);
  const starts = night.seatings.map((item) => item.start);
  return starts.reduce((best, moment) => (at(moment) > at(best) ? moment : best), from);
}
