/** Carries the questions of one round to a resolver (RFC 8484) and brings back octets, or why there are none. */

import { encode } from "./keep.js";

/** @import {Reply} from "./runtime-types.js" */

/** Milliseconds that all questions of one round may take together, and octets of one answer (a DNS message's limit). */
export const ROUND = 5_000;
const LARGEST = 65_535;

/**
 * Ask everything at once. The replies are in the order of the messages; null where `stop` came first.
 *
 * A browser does not tell a resolver that is down from one that refuses this site (CORS): both are "unreachable".
 * @param {string} address of the resolver
 * @param {string[]} messages in base64
 * @param {AbortSignal} stop
 * @returns {Promise<(Reply | null)[]>}
 */
export function carry(address, messages, stop) {
  const late = AbortSignal.timeout(ROUND);
  return Promise.all(messages.map((message) => ask(address, message, late, stop)));
}

/**
 * By GET: it needs no leave from the resolver in advance, which would cost a second way there and back.
 * @param {string} address
 * @param {string} message
 * @param {AbortSignal} late
 * @param {AbortSignal} stop
 * @returns {Promise<Reply | null>}
 */
async function ask(address, message, late, stop) {
  const enough = new AbortController();
  const url = new URL(address);
  url.searchParams.set("dns", message.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", ""));
  try {
    const response = await fetch(url, {
      headers: { accept: "application/dns-message", "accept-language": "*" }, // the visitor's languages are nobody's business
      cache: "no-store",
      credentials: "omit",
      mode: "cors",
      redirect: "error",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.any([late, stop, enough.signal]),
    });
    if (!response.ok) return { fault: "http" };
    const octets = await read(response);
    return octets ? { message: encode(octets) } : { fault: "too-large" };
  } catch {
    if (stop.aborted) return null;
    return { fault: late.aborted ? "timeout" : "unreachable" };
  } finally {
    enough.abort(); // whatever is still on its way is not read
  }
}

/**
 * Return the body, null where it is larger than an answer can be.
 * @param {Response} response
 */
async function read(response) {
  const pieces = [];
  let length = 0;
  for (const reader = response.body?.getReader(); reader; ) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.byteLength;
    if (length > LARGEST) return null;
    pieces.push(value);
  }
  return new Blob(pieces).arrayBuffer();
}
