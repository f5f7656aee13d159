// @ts-check
// The form that asks for a token. The token stays in this tab and goes nowhere but to this server.

import { useEffect, useRef } from '../vendor/hooks.js';
import { html } from '../lib/html.js';
import { text } from '../text.js';

/** `tried`: a token was sent and refused; `open`: what to do with the one that is given. */
export function SignIn({ error, tried, open }) {
  const field = useRef(null);
  useEffect(() => field.current?.focus(), [error]);
  const submit = (event) => {
    event.preventDefault();
    const token = field.current.value.trim();
    if (token) open(token);
  };
  return html`<form class="notice sign-in" onSubmit=${submit}>
    <h1>${text.signIn}</h1>
    <p id="sign-in-hint">${text.signInHint}</p>
    ${tried && html`<p class="refused" role="alert" id="sign-in-refused">${text.refused} ${error.hint}</p>`}
    <label>
      ${text.token}
      <input
        ref=${field} type="password" name="token" required spellcheck="false" autocomplete="off"
        aria-describedby=${tried ? 'sign-in-hint sign-in-refused' : 'sign-in-hint'}
        aria-invalid=${tried} />
    </label>
    <button type="submit">${text.signIn}</button>
  </form>`;
}
