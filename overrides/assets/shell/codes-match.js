/** Which refusals a visitor means: by code, by a code that is still being typed, by Microsoft's mark, by the text. */

/**
 * What the list knows of one refusal: its codes or the two ends of their range, its id, what it says, and the names
 * and literal texts that its page mentions.
 * @typedef {{codes: string[], range: string[], name: string, said: string[], mentions: string[]}} Known
 */

const CODE = /(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?!\d|\.\d)/g;
const BEGUN = /(?<![\d.])[245]\.(?:\d{1,3}(?:\.\d{0,3})?)?$/; // the end of what is typed: "5.7.6" may become 5.7.606
const MARK = /\b(?:s\d{3,4}|(?:sc|dy|ou|rp)-\d{3}|as ?\(?\d{3,}\)?)(?!\d)/g;
const REPLY = /(?<![\d.])[245]\d\d(?=$|[ -])/g;
const ALIKE = 3; // characters that begin two marks of one kind: "as77712" and "as761"
const LEAST = 8; // characters of a refusal's own words that are no longer chance

/** One refusal, ready to be compared. */
export class Refusal {
  /**
   * @param {Known} known
   * @param {string} about title and summary of its page
   */
  constructor({ codes, range, name, said, mentions }, about) {
    this.codes = [...codes, ...between(range)];
    this.phrases = said.map(normal).filter((phrase) => phrase.length >= LEAST);
    this.marks = new Set([name, ...said].flatMap((text) => marks(normal(text))));
    this.text = [...this.codes, name, ...[...said, about].map(normal)].join("\n");
    this.mentions = mentions.map(normal).join("\n");
  }
}

/**
 * Return the refusals that fit; all of them for an empty query.
 * @param {string} query
 * @param {Refusal[]} refusals
 */
export function match(query, refusals) {
  const asked = normal(query);
  const begun = asked.match(BEGUN)?.[0];
  const whole = all(asked, CODE);
  const named = marks(asked);
  const others = words(asked.replace(BEGUN, " ").replace(CODE, " ").replace(MARK, " ").replace(REPLY, " "));

  const byMark = refusals.filter((refusal) => named.some((mark) => refusal.marks.has(mark)));
  const byCode = refusals.filter(({ codes }) => codes.some(
    (code) => whole.includes(code) || (begun && code.startsWith(begun)),
  ));
  if (byMark.length > 0) return narrowed(byMark, (refusal) => byCode.includes(refusal));
  if (byCode.length > 0) return narrowed(byCode, (refusal) => fits(asked, others, refusal));
  if (whole.length > 0 || begun) return refusals.filter((refusal) => says(asked, refusal));
  const found = refusals.filter((refusal) => fits(asked, words(asked), refusal));
  if (found.length > 0) return found;
  const mentioned = refusals.filter((refusal) => mentions(asked, refusal));
  return mentioned.length > 0 ? mentioned : akin(named, refusals);
}

/**
 * Return the codes in a query without their class, as RFC 3463 lists them: "x.7.1".
 * @param {string} query
 */
export function general(query) {
  return all(query, CODE).map((code) => `x${code.slice(1)}`);
}

/**
 * Tell whether a refusal's own words stand in a text, or all of the `others` in what is known of the refusal.
 * @param {string} asked
 * @param {string[]} others
 * @param {Refusal} refusal
 */
function fits(asked, others, refusal) {
  return says(asked, refusal) || others.every((word) => refusal.text.includes(word));
}

/**
 * Tell whether all the words of a query stand in what is known of a refusal or in what its page mentions.
 * @param {string} asked
 * @param {Refusal} refusal
 */
function mentions(asked, refusal) {
  return words(asked).every((word) => refusal.text.includes(word) || refusal.mentions.includes(word));
}

/**
 * @param {string} asked
 * @param {Refusal} refusal
 */
function says(asked, { phrases }) {
  return phrases.some((phrase) => asked.includes(phrase));
}

/**
 * Return those of `found` that pass, or all where none does: a doubt hides nothing.
 * @param {Refusal[]} found
 * @param {(refusal: Refusal) => boolean} passes
 */
function narrowed(found, passes) {
  const closer = found.filter(passes);
  return closer.length > 0 ? closer : found;
}

/**
 * Return the refusals whose marks begin most like one that none has: Microsoft counts them on.
 * @param {string[]} named
 * @param {Refusal[]} refusals
 */
function akin(named, refusals) {
  const near = refusals.map(({ marks: known }) => Math.max(0, ...named.flatMap(
    (mark) => [...known].map((other) => alike(mark, other)),
  )));
  const most = Math.max(ALIKE, ...near);
  return refusals.filter((_, at) => near[at] === most);
}

/**
 * Return how many characters two marks begin with alike.
 * @param {string} one
 * @param {string} other
 */
function alike(one, other) {
  const differs = [...one].findIndex((character, at) => character !== other[at]);
  return differs < 0 ? one.length : differs;
}

/**
 * Return Microsoft's marks in a text in one spelling: "AS(7555)" and "(AS7555)" are "as7555".
 * @param {string} text
 */
function marks(text) {
  return all(text, MARK).map((mark) => mark.replace(/[ ()]/g, ""));
}

/**
 * @param {string} text
 * @param {RegExp} pattern
 * @returns {string[]}
 */
function all(text, pattern) {
  return text.match(pattern) ?? [];
}

/** @param {string} text */
function words(text) {
  return text.split(" ").filter(Boolean);
}

/** @param {string} text */
function normal(text) {
  return text.replace(/[’‘]/g, "'").replace(/\s+/g, " ").trim().toLowerCase();
}

/** @param {string[]} range */
function between([from, to]) {
  if (!from || !to) return [];
  const at = from.lastIndexOf(".") + 1;
  const [first, last] = [from, to].map((code) => Number(code.slice(at)));
  return Array.from({ length: last - first + 1 }, (_, step) => `${from.slice(0, at)}${first + step}`);
}
