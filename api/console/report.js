// @ts-check
// The report of a run in a tab of its own. It is fetched with the token of the console, which no
// address may hold, and shown in a frame that can reach neither the console nor the server.

import { ApiError, heading, reach } from './lib/http.js';
import { text } from './text.js';

const JOB = /^[0-9a-f-]{36}$/i;
const bar = document.getElementById('bar');

async function load() {
  const job = new URLSearchParams(location.search).get('job') ?? '';
  if (!JOB.test(job)) throw new ApiError(text.whatIf.reportNone);
  const answer = await reach(`/api/v1/scenarios/${job}/report`, { headers: { ...heading(), accept: '*/*' } });
  if (!answer.ok) {
    const body = await answer.json().catch(() => null);
    throw new ApiError(body?.message ?? text.badAnswer(answer.status), body, answer.status);
  }
  return { job, page: await answer.text() };
}

function show({ job, page }) {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts allow-downloads allow-popups allow-modals');
  frame.title = text.whatIf.reportTitle;
  frame.srcdoc = page;
  const save = document.createElement('a');
  save.className = 'button';
  save.href = URL.createObjectURL(new Blob([page], { type: 'text/html' }));
  save.download = `what-if-${job.slice(0, 8)}.html`;
  save.textContent = text.whatIf.reportSave;
  const words = document.createElement('p');
  words.textContent = text.whatIf.reportHint;
  bar.replaceChildren(words, save);
  document.body.append(frame);
}

function fail(error) {
  const words = document.createElement('p');
  words.setAttribute('role', 'alert');
  words.textContent = [error.message, error.hint].filter(Boolean).join(' ');
  bar.replaceChildren(words);
}

load().then(show, fail);
