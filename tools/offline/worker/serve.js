/** Answers: a page from the release that the host serves, its files from the release that the page has. */

/**
 * Return the path of a request that is ours to answer, from the site's root, else null.
 * @param {Request} request
 */
function pathOf({ method, url }) {
  if (method !== "GET" || !url.startsWith(SCOPE)) return null;
  return url.slice(SCOPE.length).split(/[?#]/, 1)[0];
}

/**
 * @param {FetchEvent} event
 * @param {string} path
 */
async function answerPage(event, path) {
  const now = await served();
  if (now !== null && now !== RELEASE) {
    event.waitUntil(worker.registration.update().catch(() => undefined));
    await remember(event.resultingClientId, NETWORK);
    try {
      return await fresh(event.request, path);
    } catch (error) { // the network went between the question and the page
      return (await keptPage(event, path)) ?? Promise.reject(error);
    }
  }
  const page = await keptPage(event, path);
  if (page && now === RELEASE) event.waitUntil(tidy()); // no other release is about to come
  if (page) return page;
  await remember(event.resultingClientId, NETWORK);
  return fresh(event.request, path);
}

/**
 * @param {FetchEvent} event
 * @param {string} path
 */
async function keptPage(event, path) {
  const release = await open(RELEASE);
  const page = release && (await pageOf(release, path, new URL(event.request.url).search));
  if (page) await remember(event.resultingClientId, RELEASE);
  return page;
}

/**
 * Return a page as a host would: a folder's index, a folder without its slash, the page for what is missing.
 * @param {Release} release
 * @param {string} path
 * @param {string} query
 */
async function pageOf(release, path, query) {
  const file = path === "" || path.endsWith("/") ? `${path}index.html` : path;
  if (release.has(file)) return release.read(file);
  if (release.has(`${path}/index.html`)) return Response.redirect(`${address(path)}/${query}`, 301);
  const missing = await release.read("404.html");
  return missing && new Response(missing.body, { status: 404, headers: missing.headers });
}

/**
 * @param {FetchEvent} event
 * @param {string} path
 */
async function answerFile(event, path) {
  const name = (await releaseOf(event.clientId)) ?? (await releaseOfBlob(event.clientId));
  if (event.resultingClientId) await remember(event.resultingClientId, name ?? NETWORK, event.clientId);
  if (name === NONE) return Response.error();
  if (name === NETWORK) return fresh(event.request, path);
  if (name === null) return fresh(event.request, path).catch(async (error) => {
    const release = await open(RELEASE); // nobody's request: without a network there is one release only
    return (release?.has(path) && (await release.read(path))) || Promise.reject(error);
  });
  const release = await open(name);
  if (path === LIST) return (await release?.cache.match(address(LIST))) ?? fetch(event.request);
  if (release && !release.has(path)) return fetch(event.request);
  if (release) return (await release.quick(path, (work) => event.waitUntil(work))) ?? Response.error();
  // Taken away while the page is open. Of another release it gets nothing.
  return (await served()) === name ? fresh(event.request, path) : Response.error();
}

/**
 * Fetch from the host, past what the browser believes to be still good.
 * @param {Request} request
 * @param {string} path
 */
function fresh(request, path) {
  return LASTING.test(path) ? fetch(request) : fetch(request, { cache: "no-cache" });
}
