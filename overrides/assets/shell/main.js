/** Wakes the widget of a page. Loaded on pages that have one; Python comes when the visitor reaches for it. */

import { Widget } from "./widget.js";

const root = document.querySelector(".pl-widget");
if (root instanceof HTMLElement) new Widget(root);
