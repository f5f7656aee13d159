// @ts-check
// What somebody decides by hand: of the night, or of the preview while one is shown.

import { Choosing, give, take } from './choice.js';
import { edit, Trying } from './edit-preview.js';
import { preview } from './preview.js';

/** What finds out whether a booking may have tables. @param {any} booking */
export const choosing = (booking) => (preview.peek() ? new Trying(booking) : new Choosing(booking));

/** Gives a booking these tables and no others. @param {any} booking @param {string[]} tables */
export const seat = (booking, tables) => (preview.peek() ? edit(booking, tables) : give(booking, tables));

/** Takes a booking's tables away. @param {any} booking */
export const unseat = (booking) => (preview.peek() ? edit(booking, []) : take(booking));
