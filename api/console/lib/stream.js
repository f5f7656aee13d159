// @ts-check
// Server-sent events, read with fetch: an EventSource could not say who asks.

import { ApiError, heading, reach } from './http.js';

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 10_000;

/**
 * Follows a stream until it is stopped, or `onEvent` returns `false`. When the connection is lost
 * it connects again, and asks for what came after the last event that it saw.
 * @param {string} path
 * @param {{
 *   onEvent: (event: {id: string, kind: string, data: any}) => boolean | void,
 *   onState?: (connected: boolean) => void,
 *   onRefused?: (error: ApiError) => void,
 * }} told
 * @returns {() => void} what stops it
 */
export function follow(path, { onEvent, onState, onRefused }) {
  const abort = new AbortController();
  let last = '';

  async function once() {
    const again = last ? { 'last-event-id': last } : {};
    const headers = { ...heading(), ...again, accept: 'text/event-stream' };
    const response = await reach(path, { headers, signal: abort.signal });
    if (!response.ok || !response.body) {
      const body = await response.json().catch(() => null);
      throw new ApiError(body?.message ?? `${response.status}`, body, response.status);
    }
    onState?.(true);
    for await (const event of eventsOf(response.body)) {
      last = event.id || last;
      if (onEvent(event) === false) return true;
    }
    return false;
  }

  async function run() {
    let pause = FIRST_PAUSE;
    while (!abort.signal.aborted) {
      const seen = last;
      try {
        if (await once()) return;
      } catch (error) {
        if (abort.signal.aborted) return;
        onState?.(false);
        const refused = error instanceof ApiError && error.status >= 400 && error.status < 500;
        if (refused && error.status !== 429) return onRefused?.(error);
      }
      pause = last === seen ? Math.min(pause * 2, LONGEST_PAUSE) : FIRST_PAUSE;
      await new Promise((done) => setTimeout(done, pause));
    }
  }

  void run();
  return () => abort.abort();
}

/** The events of a stream of bytes. @param {ReadableStream<Uint8Array>} body */
async function* eventsOf(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const blocks = (rest + value).replaceAll('\r\n', '\n').split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const event = eventOf(block);
        if (event) yield event;
      }
    }
  } finally {
    void reader.cancel().catch(() => {});
  }
}

/** One event; null for a comment that only keeps the line open. @param {string} block */
function eventOf(block) {
  const fields = new Map();
  for (const line of block.split('\n')) {
    const [, name, value] = /^([^:]+): ?(.*)$/.exec(line) ?? [];
    if (name) fields.set(name, fields.has(name) && name === 'data' ? `${fields.get(name)}\n${value}` : value);
  }
  if (!fields.has('data')) return null;
  return { id: fields.get('id') ?? '', kind: fields.get('event') ?? 'message', data: JSON.parse(fields.get('data')) };
}
