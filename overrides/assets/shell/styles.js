/** The styles of results: fetched when the browser had nothing else to do, put to use when a result is near. */

export function useLateStyles() {
  for (const link of document.querySelectorAll("link[data-late]")) {
    if (link instanceof HTMLLinkElement && link.rel !== "stylesheet") link.rel = "stylesheet";
  }
}
