// @ts-check
// Markup as tagged templates; importing this also makes components follow the signals they read.

import { h } from '../vendor/preact.js';
import htm from '../vendor/htm.js';
import '../vendor/signals.js';

export const html = htm.bind(h);
