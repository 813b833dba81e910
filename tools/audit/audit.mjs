/**
 * Looks at pages as a visitor's browser and its critics do. Reads a plan from standard input, writes a line of JSON a page.
 *
 * The plan: {"base", "chromium", "arguments", "rounds", "pages": [{"name", "path", "lighthouse"}]}. A line: the page's
 * name and path, Lighthouse's four scores (medians, with the audits below their best), what axe found in which state, bytes
 * that travelled, violations of the content security policy, requests to elsewhere.
 */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { text } from "node:stream/consumers";

import lighthouse from "lighthouse";
import puppeteer from "puppeteer-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf-8");
const LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const SCHEMES = ["light", "dark"];
const WIDTHS = [360, 1280];
const RESULT = ".pl-outcome > *";
const PATIENCE = 90_000; // milliseconds for a check, the first start of Python included

const { base, chromium, arguments: args, rounds, pages } = JSON.parse(await text(process.stdin));
const browser = await puppeteer.launch({ executablePath: chromium, headless: true, args });
try {
  for (const page of pages) {
    const url = base + page.path;
    const scores = page.lighthouse ? await lighthouseScores(url) : null;
    console.log(JSON.stringify({ ...page, scores, ...(await look(url)) }));
  }
} finally {
  await browser.close();
}

/**
 * Lighthouse on a phone's profile; the median of several runs.
 * @param {string} url
 */
async function lighthouseScores(url) {
  const runs = [];
  for (let round = 0; round < rounds; round += 1) {
    const { lhr } = await lighthouse(url, {
      port: Number(new URL(browser.wsEndpoint()).port), output: "json", logLevel: "error", onlyCategories: CATEGORIES,
    });
    runs.push(lhr);
  }
  const median = (/** @type {number[]} */ values) => values.sort((a, b) => a - b)[values.length >> 1];
  const scores = Object.fromEntries(CATEGORIES.map((name) => [name, Math.round(100 * median(runs.map((run) => run.categories[name].score)))]));
  const weak = new Set(runs.flatMap((run) => CATEGORIES.flatMap((name) =>
    run.categories[name].auditRefs.filter(({ id, weight }) => weight && (run.audits[id].score ?? 1) < 0.9).map(({ id }) => id))));
  return { ...scores, weak: [...weak], shift: median(runs.map((run) => run.audits["cumulative-layout-shift"].numericValue)) };
}

/**
 * Everything but Lighthouse: each scheme and width, with the widget as it comes and with a result.
 * @param {string} url
 */
async function look(url) {
  const seen = { axe: [], bytes: 0, blocked: [], foreign: [], wide: [] };
  for (const scheme of SCHEMES) {
    for (const width of WIDTHS) {
      const context = await browser.createBrowserContext();
      try {
        await lookOnce(await context.newPage(), url, scheme, width, seen);
      } finally {
        await context.close();
      }
    }
  }
  for (const name of ["blocked", "foreign", "wide"]) seen[name] = [...new Set(seen[name])];
  return seen;
}

async function lookOnce(page, url, scheme, width, seen) {
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.setViewport({ width, height: 800 });
  await page.evaluateOnNewDocument(() => {
    globalThis.blocked = [];
    addEventListener("securitypolicyviolation", (event) => globalThis.blocked.push(`${event.violatedDirective} ${event.blockedURI}`));
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(base) && !/^(blob|data):/.test(request.url())) seen.foreign.push(request.url());
  });
  const client = await page.createCDPSession();
  await client.send("Network.enable");
  let bytes = 0;
  client.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.goto(url, { waitUntil: "load", timeout: PATIENCE });
  await page.waitForNetworkIdle({ idleTime: 300, timeout: PATIENCE });
  seen.bytes = Math.max(seen.bytes, bytes);
  await check(page, `${scheme} ${width}`, seen);
  const example = await page.$(".pl-widget .pl-examples button, .pl-widget .pl-example");
  if (example && (await example.isVisible())) {
    await example.evaluate((element) => element.click());
    await page.waitForSelector(RESULT, { timeout: PATIENCE });
    await page.evaluate(() => document.querySelectorAll(".pl-outcome details").forEach((one) => (one.open = true)));
    await check(page, `${scheme} ${width} result`, seen);
  }
  seen.blocked.push(...(await page.evaluate(() => globalThis.blocked)));
}

async function check(page, state, seen) {
  await page.evaluate(() => scrollTo(0, 0)); // what the header covers by chance is not too small
  await page.evaluate(AXE);
  const { violations } = await page.evaluate((tags) => globalThis.axe.run(document, {
    runOnly: { type: "tag", values: tags }, resultTypes: ["violations"],
  }), LEVELS);
  for (const { id, nodes } of violations) seen.axe.push({ state, id, places: nodes.map(({ target }) => target.join(" ")).slice(0, 5) });
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (over > 0) seen.wide.push(`${state}: ${over} px`);
}
