// @ts-check
// The console: choose a restaurant and a date, see the night. Read only.

import { h, render } from './vendor/preact.js';
import { useCallback, useEffect, useState } from './vendor/hooks.js';
import htm from './vendor/htm.js';
import { fetchNight, fetchRestaurants, server, session } from './api.js';
import { longDate, shiftDate, todayIn } from './clock.js';
import { SignIn } from './sign-in.js';
import { Chosen, Legend, Summary, Unseated } from './summary.js';
import { text } from './text.js';
import { Timeline } from './timeline.js';

const html = htm.bind(h);
const UNAUTHORIZED = 401;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** What the address bar asks for. */
function wish() {
  const query = new URLSearchParams(location.search);
  const date = query.get('date') ?? '';
  return { restaurant: query.get('restaurant') ?? '', date: DATE.test(date) ? date : '' };
}

/** Loads something; answers loading, failed or ready, and never shows an answer that is too old. */
function useLoaded(load, keys) {
  const [state, setState] = useState({ loading: true, error: null, value: null });
  useEffect(() => {
    const abort = new AbortController();
    setState((before) => ({ loading: true, error: null, value: before.value }));
    load(abort.signal).then(
      (value) => abort.signal.aborted || setState({ loading: false, error: null, value }),
      (error) => abort.signal.aborted || setState({ loading: false, error, value: null }),
    );
    return () => abort.abort();
  }, keys);
  return state;
}

function App() {
  const [place, setPlace] = useState(wish());
  const [round, setRound] = useState(0);
  const reload = useCallback(() => setRound((count) => count + 1), []);
  const restaurants = useLoaded(fetchRestaurants, [round]);

  const known = restaurants.value ?? [];
  const restaurant = known.find((item) => item.id === place.restaurant) ?? known[0] ?? null;
  const date = place.date || (restaurant ? todayIn(restaurant.timeZone) : '');

  useEffect(() => {
    const back = () => setPlace(wish());
    addEventListener('popstate', back);
    return () => removeEventListener('popstate', back);
  }, []);
  useEffect(() => {
    document.title = text.title(restaurant?.name, date);
  }, [restaurant, date]);

  const go = (change) => {
    const next = { restaurant: restaurant?.id ?? '', date, ...change };
    if (!DATE.test(next.date)) return;
    history.pushState(null, '', `?${new URLSearchParams(next)}`);
    setPlace(next);
  };

  const signIn = (token) => {
    session.open(token);
    reload();
  };
  const signOut = () => {
    session.close();
    reload();
  };

  return html`<a class="skip" href="#unseated">${text.skip}</a>
    <header>
      <span class="brand">${text.product}</span>
      ${restaurant && html`<${Pickers} known=${known} restaurant=${restaurant} date=${date} go=${go} />`}
      <span class="spacer"></span>
      <span class="read-only">${text.readOnly}</span>
      <button class="plain" type="button" onClick=${reload}>${text.refresh}</button>
      ${session.token && html`<button class="plain" type="button" onClick=${signOut}>${text.signOut}</button>`}
    </header>
    ${server.devAuth && html`<p class="banner" role="note">${text.devAuth}</p>`}
    <main>
      ${restaurants.error?.status === UNAUTHORIZED
        ? html`<${SignIn} error=${restaurants.error} tried=${session.token !== ''} open=${signIn} />`
        : restaurants.error
        ? html`<${Failed} error=${restaurants.error} retry=${reload} />`
        : restaurant
          ? html`<${Night} restaurant=${restaurant} date=${date} round=${round} retry=${reload} />`
          : restaurants.loading
            ? html`<${Loading} />`
            : session.token
              ? html`<${Notice} title=${text.noMembership} hint=${text.noMembershipHint} />`
              : html`<${Notice} title=${text.noRestaurants} hint=${text.noRestaurantsHint} />`}
    </main>`;
}

function Pickers({ known, restaurant, date, go }) {
  return html`<label>
      <span class="sr">${text.restaurant}</span>
      <select value=${restaurant.id} onChange=${(event) => go({ restaurant: event.target.value })}>
        ${known.map(
          (item) => html`<option key=${item.id} value=${item.id} selected=${item.id === restaurant.id}>
            ${item.name}
          </option>`,
        )}
      </select>
    </label>
    <div class="dates">
      <button type="button" aria-label=${text.previousDay} onClick=${() => go({ date: shiftDate(date, -1) })}>‹</button>
      <label>
        <span class="sr">${text.date}</span>
        <input type="date" required value=${date} onChange=${(event) => go({ date: event.target.value })} />
      </label>
      <button type="button" aria-label=${text.nextDay} onClick=${() => go({ date: shiftDate(date, 1) })}>›</button>
      <button class="plain" type="button" onClick=${() => go({ date: todayIn(restaurant.timeZone) })}>
        ${text.today}
      </button>
    </div>`;
}

function Night({ restaurant, date, round, retry }) {
  const night = useLoaded((signal) => fetchNight(restaurant.id, date, signal), [restaurant.id, date, round]);
  const [chosen, setChosen] = useState('');
  useEffect(() => setChosen(''), [restaurant.id, date]);

  if (night.error) return html`<${Failed} error=${night.error} retry=${retry} />`;
  if (!night.value) return html`<${Loading} />`;
  const { value } = night;
  const heading = html`<h1>${restaurant.name} <span>${longDate(date)}</span></h1>`;
  if (value.zones.length === 0) {
    return html`${heading}<${Notice} title=${text.noTables} hint=${text.noBookingsHint} />`;
  }
  const quiet = value.seatings.length + value.unseated.length === 0;
  return html`<div class=${night.loading ? 'night stale' : 'night'} aria-busy=${night.loading}>
    ${heading}
    ${quiet
      ? html`<${Notice} title=${text.noBookings} hint=${text.noBookingsHint} />`
      : html`<${Summary} night=${value} />`}
    <div class="columns">
      <div class="main-column">
        ${!quiet && html`<${Legend} />`}
        <${Timeline} night=${value} chosen=${chosen} onChoose=${setChosen} />
        ${!quiet && html`<${Chosen} night=${value} booking=${chosen} />`}
      </div>
      ${!quiet && html`<${Unseated} night=${value} />`}
    </div>
  </div>`;
}

function Loading() {
  return html`<div class="notice" role="status"><span class="spinner" aria-hidden="true"></span>${text.loading}</div>`;
}

function Failed({ error, retry }) {
  return html`<div class="notice failed" role="alert">
    <strong>${text.loadFailed}</strong>
    <p>${error.message}</p>
    ${error.hint && html`<p>${error.hint}</p>`}
    <button type="button" onClick=${retry}>${text.retry}</button>
  </div>`;
}

function Notice({ title, hint }) {
  return html`<div class="notice" role="status"><strong>${title}</strong><p>${hint}</p></div>`;
}

const root = document.getElementById('app');
root.replaceChildren();
render(html`<${App} />`, root);
