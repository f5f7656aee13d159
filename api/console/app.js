// @ts-check
// The console: choose a restaurant and a date, see the night, change it.

import { render } from './vendor/preact.js';
import { useEffect } from './vendor/hooks.js';
import { html } from './lib/html.js';
import { UNAUTHORIZED } from './lib/http.js';
import { longDate, shiftDate, todayIn } from './lib/clock.js';
import { Legend } from './parts/legend.js';
import { Failed, Loading, Notice, Notices } from './parts/messages.js';
import { BookingPanel } from './panels/booking.js';
import { Carrying } from './panels/carrying.js';
import { Engine } from './panels/engine.js';
import { PlanPanel } from './panels/plan.js';
import { PreviewBar } from './panels/preview.js';
import { QuotePanel } from './panels/quote.js';
import { SignIn } from './panels/sign-in.js';
import { Summary } from './panels/summary.js';
import { Tour } from './panels/tour.js';
import { Unseated } from './panels/unseated.js';
import { layout } from './state/layout.js';
import { connection } from './state/live.js';
import { chosenBooking, loading, night, reload } from './state/night.js';
import { drawn, lookedAt, previewed } from './state/preview.js';
import { complain } from './state/notices.js';
import { date, go, restaurant, view, VIEWS } from './state/place.js';
import { asking, open } from './state/quote.js';
import { loadRestaurants, restaurants } from './state/restaurants.js';
import { server, session } from './state/session.js';
import { text } from './text.js';
import { Floor } from './views/floor/floor.js';
import { Timeline } from './views/timeline/timeline.js';
import { Shadow } from './views/shadow/shadow.js';
import { WhatIf } from './views/what-if/what-if.js';

/** Views with so much to tab through that a link skips it. */
const WITH_TIMELINE = new Set(['timeline', 'floor']);

/** Loads everything anew; what cannot be loaded stays on the screen, and that is said. */
async function refresh({ forget = false } = {}) {
  const failed = await Promise.all([loadRestaurants({ forget }), reload({ forget })]);
  const error = failed.find((item) => item !== null);
  if (error && night.value) complain(error);
}

function App() {
  const place = restaurant.value;
  useEffect(() => {
    document.title = text.title(place?.name, date.value);
  }, [place, date.value]);
  const listed = night.value?.bookings.size > 0 && WITH_TIMELINE.has(view.value);
  return html`${listed && html`<a class="skip" href="#unseated">${text.skip}</a>`}
    <header>
      <span class="brand">${text.product}</span>
      ${place && html`<${Pickers} known=${restaurants.value.value} />`}
      <span class="spacer"></span>
      ${place && night.value && html`<button id="quote-open" type="button" aria-expanded=${asking.value !== null}
        onClick=${() => open(asking.value === null ? '' : null)}>${text.quote.open}</button>`}
      ${place && html`<${Views} />`}
      <button class="plain" type="button" onClick=${() => void refresh()}>${text.refresh}</button>
      ${session.token.value && html`<button class="plain" type="button" onClick=${signOut}>${text.signOut}</button>`}
    </header>
    <aside aria-label=${text.notes}>
      ${server.devAuth.value && html`<p class="banner" role="note">${text.devAuth}</p>`}
      ${text.connection[connection.value] && html`<p class="banner offline" role="status">${text.connection[connection.value]}</p>`}
    </aside>
    <main><${Main} /></main>
    <${Carrying} />
    <${Tour} />
    <${Notices} />`;
}

function signIn(token) {
  session.open(token);
  void refresh({ forget: true });
}

function signOut() {
  session.close();
  void refresh({ forget: true });
}

function Main() {
  const { error, loading: waiting } = restaurants.value;
  if (error?.status === UNAUTHORIZED) {
    return html`<${SignIn} error=${error} tried=${session.token.value !== ''} open=${signIn} />`;
  }
  if (restaurant.value && !error) return html`<${Night} />`;
  return html`<h1 class="sr">${text.product}</h1>${instead(error, waiting)}`;
}

/** What there is to say while there is no restaurant to look at. */
function instead(error, waiting) {
  if (error) return html`<${Failed} error=${error} retry=${refresh} />`;
  if (waiting) return html`<${Loading} />`;
  return session.token.value
    ? html`<${Notice} title=${text.noMembership} hint=${text.noMembershipHint} />`
    : html`<${Notice} title=${text.noRestaurants} hint=${text.noRestaurantsHint} />`;
}

function Pickers({ known }) {
  const shown = date.value;
  return html`<label>
      <span class="sr">${text.restaurant}</span>
      <select value=${restaurant.value.id} onChange=${(event) => go({ restaurant: event.target.value })}>
        ${known.map((item) => html`<option key=${item.id} value=${item.id}
          selected=${item.id === restaurant.value.id}>${item.name}</option>`)}
      </select>
    </label>
    <div class="dates">
      <button type="button" aria-label=${text.previousDay} onClick=${() => go({ date: shiftDate(shown, -1) })}>‹</button>
      <label>
        <span class="sr">${text.date}</span>
        <input type="date" required value=${shown} onChange=${(event) => go({ date: event.target.value })} />
      </label>
      <button type="button" aria-label=${text.nextDay} onClick=${() => go({ date: shiftDate(shown, 1) })}>›</button>
      <button class="plain" type="button" onClick=${() => go({ date: todayIn(restaurant.value.timeZone) })}>
        ${text.today}
      </button>
    </div>`;
}

function Views() {
  return html`<div class="views" role="group" aria-label=${text.views}>
    ${VIEWS.map((name) => html`<button key=${name} type="button" data-view=${name} aria-pressed=${view.value === name}
      onClick=${() => go({ view: name })}>${text.view[name]}</button>`)}
  </div>`;
}

function Night() {
  const { error, loading: waiting } = loading.value;
  const shown = night.value;
  const heading = html`<h1>${restaurant.value.name} <span>${longDate(date.value)}</span></h1><${Engine} />`;
  if (view.value === 'shadow') return html`${heading}<${Shadow} />`;
  if (error) return html`${heading}<${Failed} error=${error} retry=${reload} />`;
  if (!shown) return html`${heading}<${Loading} />`;
  if (shown.zones.length === 0) {
    return html`${heading}<${Notice} title=${text.noTables} hint=${text.noBookingsHint} />`;
  }
  if (view.value === 'whatif') return html`${heading}<${WhatIf} night=${shown} />`;
  const quiet = shown.bookings.size === 0;
  return html`<div class="night" aria-busy=${waiting}>
    ${heading}
    ${quiet
      ? html`<${Notice} title=${text.noBookings} hint=${text.noBookingsHint} />`
      : html`<${Summary} night=${shown} />`}
    <div class="columns">
      <div class="main-column">
        ${!quiet && html`<${Legend} />`}
        <${PlanPanel} night=${shown} />
        <${PreviewBar} />
        ${view.value === 'floor'
          ? html`<${Floor} night=${shown} seatings=${drawn.value} layout=${layout.value.value} />`
          : html`<${Timeline} night=${shown} seatings=${drawn.value} changes=${previewed.value} />`}
      </div>
      <div class="side">
        <${QuotePanel} night=${shown} booking=${chosenBooking.value} />
        ${!quiet && html`<${BookingPanel} night=${shown} booking=${lookedAt.value} />
          <${Unseated} night=${shown} />`}
      </div>
    </div>
  </div>`;
}

void loadRestaurants();
const root = document.getElementById('app');
root.replaceChildren();
render(html`<${App} />`, root);
