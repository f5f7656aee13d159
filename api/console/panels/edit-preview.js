// @ts-check
// The chosen booking while a preview is shown: whatever is done to it is done to the preview.

import { useState } from '../vendor/hooks.js';
import { html } from '../lib/html.js';
import { seat, unseat } from '../state/by-hand.js';
import { namesOf } from '../state/choice.js';
import { takenInPreview } from '../state/edit-preview.js';
import { text } from '../text.js';
import { AnyTable } from './any-table.js';

export function EditPreview({ night, booking }) {
  const [tables, setTables] = useState(/** @type {string[]} */ ([]));
  const [busy, setBusy] = useState(false);
  const act = async (doing) => {
    setBusy(true);
    await doing;
    setBusy(false);
  };
  return html`<div class="chooser">
    <p class="soft">${text.previewEditing}</p>
    <${AnyTable} night=${night} chosen=${tables} pick=${setTables} taken=${takenInPreview(booking)}
      open=${booking.tables.length === 0} />
    <div class="actions">
      <button type="button" class="primary" disabled=${busy || !tables.length}
        onClick=${() => void act(seat(booking, tables))}>
        ${tables.length ? text.giveInPreview(namesOf(tables)) : text.chooseFirst}</button>
      ${booking.tables.length > 0 && html`<button type="button" disabled=${busy}
        onClick=${() => void act(unseat(booking))}>${text.takeInPreview}</button>`}
    </div>
  </div>`;
}
