// @ts-check
// Who is at the screen, and what the server says of itself with every answer.

import { signal } from '../vendor/signals.js';

const TOKEN = 'maitred-token';

/** The token that this tab signed in with; without one the site's own session cookie counts. */
export const session = {
  token: signal(sessionStorage.getItem(TOKEN) ?? ''),

  /** @param {string} token */
  open(token) {
    sessionStorage.setItem(TOKEN, token);
    session.token.value = token;
  },

  close() {
    sessionStorage.removeItem(TOKEN);
    session.token.value = '';
  },
};

export const server = {
  devAuth: signal(false),
  /** How often something was refused because maitred does not decide the evening. */
  engineRefusals: signal(0),
};
