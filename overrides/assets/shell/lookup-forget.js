/** On the privacy page: which resolver this device remembers, and the button that forgets it. */

import { forget, remembered } from "./lookup-memory.js";

const place = document.querySelector(".pl-kept");
const button = place?.querySelector("button");

function draw() {
  const kept = remembered();
  const known = [...(place?.querySelectorAll("[data-resolver]") ?? [])];
  const now = known.find((one) => one.getAttribute("data-resolver") === kept);
  for (const one of known) one.toggleAttribute("hidden", one !== now);
  place?.querySelector("[data-none]")?.toggleAttribute("hidden", Boolean(now));
  button?.toggleAttribute("hidden", !now);
}

button?.addEventListener("click", () => {
  forget();
  draw();
});
draw();
