// @ts-check
// Other people's changes: the night is loaded anew when it is another one than on the screen.

import { effect, signal } from '../vendor/signals.js';
import { clock } from '../lib/clock.js';
import { ownRequests } from '../lib/http.js';
import { follow } from '../lib/stream.js';
import { text } from '../text.js';
import { namesOf } from './choice.js';
import { dayPath, night, reload } from './night.js';
import { news } from './notices.js';
import { session } from './session.js';

/** How the night is followed: `live`, or what is wrong: `lost` (the server), `away` (its database). */
export const connection = signal(/** @type {'starting' | 'live' | 'lost' | 'away'} */ ('starting'));

const MOST_TOLD = 2;
let stop = () => {};

effect(() => {
  void session.token.value; // another person: another stream
  start(dayPath.value);
});

// A stream that is cut may look alive for minutes; the browser knows it at once.
addEventListener('offline', () => {
  stop();
  connection.value = 'lost';
});
addEventListener('online', () => start(dayPath.peek()));

/** @param {string} path */
function start(path) {
  stop();
  connection.value = 'starting';
  if (path) stop = follow(`${path}/events`, { onEvent, onState, onRefused: () => onState(false) });
}

function onState(connected) {
  if (!connected) connection.value = 'lost';
}

/** @param {{kind: string, data: any}} event */
function onEvent({ kind, data }) {
  connection.value = kind === 'away' ? 'away' : 'live';
  if (kind === 'ended' || kind === 'away') return;
  const shown = night.peek();
  if (kind === 'reload' || (shown && data.version !== shown.version)) {
    void reload().then(() => told(data.events ?? []));
  } else {
    told(data.events ?? []); // the night was loaded meanwhile, for another reason
  }
}

/** Says what others did; what was done here was said already. */
function told(events) {
  const others = events.filter((item) => !ownRequests.has(item.requestId)).map(words).filter(Boolean);
  if (!others.length) return;
  const more = others.length - MOST_TOLD;
  news([...others.slice(0, MOST_TOLD), ...(more > 0 ? [text.andMore(more)] : [])].join(' '));
}

function words(item) {
  const all = night.peek();
  const booking = all?.bookings.get(item.bookingId);
  if (!booking) return '';
  const party = text.partyAt(booking.party, booking.start === null ? '–' : clock(booking.start, all.timeZone));
  return text.happened[item.kind]?.(party, namesOf(item.to ?? []).join(' + ')) ?? '';
}
