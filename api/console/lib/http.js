// @ts-check
// Talks to the server: one request, one answer, or an error with words for the person who looks.

import { setBy } from '../state/now.js';
import { server, session } from '../state/session.js';
import { text } from '../text.js';

export const UNAUTHORIZED = 401;
const MOST_REMEMBERED = 200;
/** maitred does not decide the evening: under two codes, one of them for older clients. */
const ENGINE_OFF = new Set(['ENGINE_OFF', 'ALLOCATOR_V2_DISABLED']);

/** An error that the person at the screen can act on. */
export class ApiError extends Error {
  /** @param {string} message @param {any} [body] @param {number} [status] */
  constructor(message, body, status) {
    super(message);
    this.hint = body?.hint ?? '';
    this.code = body?.code ?? '';
    this.details = body?.details ?? {};
    this.status = status ?? 0;
  }
}

/** A key under which the server keeps the answer, so that a repeated request does nothing twice. */
export function newKey() {
  return `console-${crypto.randomUUID()}`;
}

/** @param {string} path @param {AbortSignal} [signal] @returns {Promise<any>} */
export function get(path, signal) {
  return ask('GET', path, undefined, { signal });
}

/**
 * Sends a writing request. With a `key` it is sent once more when the connection was lost: whether
 * it was carried out is not known then, and the server answers the same key with the first answer.
 * @param {string} method @param {string} path @param {unknown} [body]
 * @param {{key?: string, signal?: AbortSignal}} [options] @returns {Promise<any>}
 */
export async function send(method, path, body, { key, signal } = {}) {
  try {
    return await ask(method, path, body, { key, signal });
  } catch (error) {
    if (!key || !(error instanceof ApiError) || error.status !== 0) throw error;
    return ask(method, path, body, { key, signal });
  }
}

async function ask(method, path, body, { key, signal } = {}) {
  const headers = { ...heading(), ...(key && { 'idempotency-key': key }) };
  const content = body === undefined ? {} : { body: JSON.stringify(body) };
  if (body !== undefined) headers['content-type'] = 'application/json';
  const response = await reach(path, { method, signal, headers, ...content });
  const answer = await response.json().catch(() => null);
  if (!response.ok || answer === null) {
    if (ENGINE_OFF.has(answer?.code)) throw engineOff(answer, response.status);
    const message = answer?.message ?? answer?.error ?? text.badAnswer(response.status);
    throw new ApiError(message, answer, response.status);
  }
  return answer;
}

/** The refusal in words of the house; whoever knows who decides is told that it is not known here. */
function engineOff(answer, status) {
  server.engineRefusals.value += 1;
  const { state, source } = answer.details ?? {};
  const words = text.engine.refused;
  const message = String(source).startsWith('kill_') ? words.killed : words[state] ?? words.off;
  return new ApiError(message, { ...answer, hint: text.engine.refusedHint }, status);
}

/** Sends a request and returns the response as it is. @param {string} path @param {any} options */
export async function reach(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new ApiError(text.unreachable);
  }
  server.devAuth.value = response.headers.has('x-maitred-dev-auth');
  remember(response.headers.get('x-request-id'));
  setBy(response.headers.get('date'));
  return response;
}

/** The latest requests of this page: what they did is no news to it. @type {Set<string>} */
export const ownRequests = new Set();

function remember(id) {
  if (id) ownRequests.add(id);
  if (ownRequests.size > MOST_REMEMBERED) ownRequests.delete(ownRequests.values().next().value);
}

/** The headers that say who asks. */
export function heading() {
  const accept = { accept: 'application/json' };
  return session.token.value ? { ...accept, authorization: `Bearer ${session.token.value}` } : accept;
}
