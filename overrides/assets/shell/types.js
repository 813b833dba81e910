/**
 * What the worker hands over and the shell draws: the view of a report, in the page's language, made by the checkers.
 * Texts are plain, with `code` in backticks. This module has types only; nothing loads it.
 *
 * @typedef {{label: string, href: string}} Link
 *
 * @typedef {{id: string, label: string, href: string | null, external: boolean, why: string | null,
 *   check: string | null, not: {label: string, why: string}[]}} Route
 *
 * A place in an input beside the main one; offsets in code points.
 * @typedef {{input: string, start: number, end: number, label: string, text: string}} Place
 *
 * @typedef {{code: string, severity: string, severity_label: string, title: string, help: string,
 *   actor: string | null, marks: number[], wrong: boolean, places: Place[], fix: string | null, page: Link | null,
 *   because: Link[]}} Finding
 *
 * A piece of the visitor's own text with the indexes of the findings that mark it (counted through the
 * whole result, parts included), or the size of a piece left out.
 * @typedef {{text?: string, marks?: number[], severity?: string | null, gap?: number}} Segment
 *
 * How much is spent: in figures and as a sentence.
 * @typedef {{cost: number | null, total: number, over: boolean, said: string}} Count
 * @typedef {{label: string, text: string, count: Count | null}} Choice
 * @typedef {{kind: string, text: string, sentence: string | null, severity: string | null, severity_label: string | null,
 *   open: boolean, count: Count | null, choices: Choice[], children: TreeNode[]}} TreeNode
 * @typedef {{label: string, limit: number | null, count: Count | null, folded: boolean,
 *   nodes: TreeNode[]}} Tree
 *
 * @typedef {{value: string, code: boolean}} Value
 * @typedef {{name: string, label: string} & Value} Fact
 * @typedef {{name: string, title: string, corner: string | null, columns: string[],
 *   rows: {name: string, label: Value, values: Value[]}[]}} Table
 * A box of a diagram; one without a name is a place at which arrows go past its rank. Arrows go to the next rank, from
 * and to heights in parts of 100.
 * @typedef {{name: string | null, label: string | null, text: string, severity: string | null,
 *   severity_label: string | null, reached: boolean, leads: string[]}} Box
 * @typedef {{start: number, end: number, severity: string | null}} Arrow
 * @typedef {{name: string, title: string, ranks: {boxes: Box[], arrows: Arrow[]}[]}} Diagram
 *
 * A stop of a time line, and the wait before it; `part` is how long that is drawn, the least being 1.
 * @typedef {{kind: "time" | "long" | "skew" | "open", label: string, part: number}} Wait
 * @typedef {{name: string, severity: string | null, severity_label: string | null} & Value} Mark
 * @typedef {{number: number, kind: string, text: string, sentence: string | null, severity: string | null,
 *   severity_label: string | null, after: Wait | null, marks: Mark[]}} Stop
 * @typedef {{name: string, title: string, across: boolean, stops: Stop[]}} Timeline
 *
 * @typedef {{label: string, first: boolean, items: {name: string, type: string, commands: string[]}[],
 *   blocks: {label: string, text: string}[]}} Needs
 * A finished text; a letter may have an address that opens it in the mail program.
 * @typedef {{name: string, label: string, kind: "letter" | "form" | "message" | "file", text: string,
 *   href: string | null}} Text
 * @typedef {{label: string, href: string, date: string | null, status: string | null}} Reference
 *
 * @typedef {object} View
 * @property {string} check
 * @property {string | null} kind
 * @property {string | null} label what a part is about, where the whole is about more
 * @property {string | null} name of the record that such a part is about
 * @property {boolean} open whether a part begins open
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
 * @property {Text[]} texts
 * @property {Diagram[]} diagrams
 * @property {Timeline[]} timelines
 * @property {Tree | null} tree
 * @property {Table[]} tables
 * @property {Fact[]} facts
 * @property {Needs | null} needs
 * @property {Reference[]} references
 * @property {View[]} parts
 * @property {string | null} left_out how many parts are not among them
 * @property {string | null} [lead] the verdict on an only part
 * @property {string} [markdown]
 *
 * What was asked live: how often, how much, the answers as a text that can be pasted again, by whom and when (ISO 8601).
 * @typedef {{rounds: number, questions: number, answers: string, by?: string, at?: string}} Live
 *
 * @typedef {{report: unknown, view: View, live?: Live}} Result
 *
 * @typedef {{step: "download" | "start" | "load" | "check", loaded: number, total: number}} Progress
 *
 * A file as the visitor gave it; nobody decodes it here.
 * @typedef {{name: string, bytes: ArrayBuffer}} GivenFile
 *
 * The main input, and the texts of the others by name.
 * @typedef {{text: string, file: GivenFile | null, fields: Record<string, string>}} Given
 *
 * @typedef {"h3" | "h4" | "h5" | "h6"} Level of a heading
 */
export {};
