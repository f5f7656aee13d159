// @ts-check
// The tour's card: what the marked part of the page is for. The page can be used meanwhile.

import { useEffect, useRef, useState } from '../vendor/hooks.js';
import { html } from '../lib/html.js';
import { endTour, goToStep, stepsHere, tour } from '../state/tour.js';
import { text } from '../text.js';

export function Tour() {
  return tour.value && html`<${Card} number=${tour.value.number} />`;
}

function Card({ number }) {
  const [steps, setSteps] = useState(/** @type {{name: string, at: string}[]} */ ([]));
  const heading = useRef(/** @type {HTMLElement | null} */ (null));
  const now = steps[number];
  useEffect(() => setSteps(stepsHere()), [number]);
  useEffect(() => {
    if (!now) return undefined;
    heading.current?.focus();
    const target = document.querySelector(now.at);
    target?.setAttribute('data-toured', '');
    target?.scrollIntoView({ block: 'nearest' });
    return () => target?.removeAttribute('data-toured');
  }, [now?.name]);
  if (!now) return null;
  const last = number === steps.length - 1;
  return html`<section class="tour" aria-labelledby="tour-title" onKeyDown=${(event) => event.key === 'Escape' && endTour()}>
    <h2 id="tour-title" tabindex="-1" ref=${heading}>${text.tour[now.name].title}</h2>
    <p>${text.tour[now.name].words}</p>
    <div class="actions">
      <span class="soft">${text.tourStep(number + 1, steps.length)}</span>
      <span class="spacer"></span>
      ${number > 0 && html`<button type="button" onClick=${() => goToStep(number - 1)}>${text.tourBack}</button>`}
      <button type="button" class="primary" onClick=${() => (last ? endTour() : goToStep(number + 1))}>
        ${last ? text.tourDone : text.tourNext}</button>
      ${!last && html`<button type="button" onClick=${endTour}>${text.tourEnd}</button>`}
    </div>
  </section>`;
}
