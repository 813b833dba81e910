/** The header's labels that open the pages' drawer and the search: buttons for the keyboard too. */

for (const label of document.querySelectorAll("label[role=button]")) {
  const box = label instanceof HTMLLabelElement && label.control;
  if (!(box instanceof HTMLInputElement)) continue;
  label.addEventListener("keydown", (event) => {
    if (!(event instanceof KeyboardEvent) || !["Enter", " "].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation(); // Material would click the one for the drawer once more
    box.click();
  });
  box.addEventListener("change", () => label.setAttribute("aria-expanded", String(box.checked)));
}
