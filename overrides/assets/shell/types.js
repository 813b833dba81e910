/**
 * What the worker hands over and the shell draws: the view of a report, in the page's language, made by the checkers.
 * Texts are plain, with `code` in backticks. This module has types only; nothing loads it.
 *
 * @typedef {{label: string, href: string}} Link
 *
 * @typedef {{id: string, label: string, href: string | null, external: boolean, why: string,
 *   not: {label: string, why: string}[]}} Route
 *
 * @typedef {{code: string, severity: string, severity_label: string, title: string, help: string,
 *   actor: string | null, marks: number[], fix: string | null, page: Link | null,
 *   because: Link[]}} Finding
 *
 * A piece of the visitor's own text with the indexes of the findings that mark it (counted through the
 * whole result, parts included), or the size of a piece left out.
 * @typedef {{text?: string, marks?: number[], severity?: string | null, gap?: number}} Segment
 *
 * @typedef {{name: string, label: string, value: string, code: boolean}} Fact
 * @typedef {{label: string, items: {name: string, type: string, commands: string[]}[]}} Needs
 * @typedef {{label: string, href: string, date: string | null, status: string | null}} Reference
 *
 * @typedef {object} View
 * @property {string} check
 * @property {string | null} kind
 * @property {string} severity
 * @property {string} severity_label
 * @property {string} title
 * @property {string | null} summary
 * @property {{id: string, label: string} | null} actor
 * @property {Route | null} route
 * @property {string[]} steps
 * @property {Link | null} page
 * @property {Finding[]} findings
 * @property {Segment[]} source
 * @property {{label: string, text: string} | null} fixed
 * @property {Fact[]} facts
 * @property {Needs | null} needs
 * @property {Reference[]} references
 * @property {View[]} parts
 * @property {string | null} [lead] the verdict on an only part
 * @property {string} [markdown]
 *
 * @typedef {{report: unknown, view: View}} Result
 *
 * @typedef {{step: "download" | "start" | "load" | "check", loaded: number, total: number}} Progress
 *
 * A file as the visitor gave it; nobody decodes it here.
 * @typedef {{name: string, bytes: ArrayBuffer}} GivenFile
 *
 * @typedef {{text: string, file: GivenFile | null}} Given
 */
export {};
