"""python -m tests.fuzz.browser [N] [SEED] (make fuzz-browser): hostile inputs through the real widgets in Chromium.

N inputs (10,000), the same for the same SEED (1), through every page's form, worker and result. Exit status 1 where a
script ran, an element, a link or a request came of an input, the policy had to refuse something, or a worker that died
did not come back. SITE_DIR is the built site.
"""

import os
import random
import sys
import time
from collections import Counter
from pathlib import Path

from playwright.sync_api import sync_playwright

from checkers.checks import checks
from tests.loader import load
from tests.security.stage import FORBIDDEN, PAGES, ROOT, STRANGE, VALUES, Tampering, Visitor, text
from tools import browser as browsers
from tools.hosting.preview import served

BATCH = 25
LONGEST = 20_000  # characters; what is longer is for the tests, one by one
ODD = "\0\x07\x1b\u202e\u2066\u200b\ufeff\x85\u2028\x9b\ud800<>\"'`&;:=@/\\|{}[]()%\r\n\t"
DRIVE = """async ([cases, forbidden]) => {
    const root = document.querySelector(".pl-widget");
    const place = root.querySelector(".pl-outcome");
    const out = [];
    const moment = () => new Promise((resume) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = resume;
        port2.postMessage(0);
    });
    for (const given of cases) {
        const boxes = [root.querySelector(".pl-text"), ...root.querySelectorAll(".pl-field [name]")];
        for (const box of boxes) {
            if (box instanceof HTMLSelectElement) continue;
            const value = box.matches(".pl-text") ? given[""] : given[box.name] ?? "";
            if (box.value === value) continue;
            box.value = value;
            box.dispatchEvent(new InputEvent("input", { bubbles: true }));
        }
        place.replaceChildren();
        root.querySelector(".pl-run").click();
        while (root.hasAttribute("data-busy")) await moment();
        for (let one; (one = place.querySelector("details:not([open])")); await moment()) one.open = true;
        const said = STRANGE(forbidden);
        if (globalThis.hasRun) said.push("a script has run");
        said.push(...violations.splice(0));
        const failure = place.querySelector(".pl-failure")?.dataset.kind ?? null;
        out.push({ said, failure, drawn: place.querySelector(".pl-result") !== null });
    }
    return out;
}""".replace("STRANGE", f"({STRANGE})")


def inputs(name, chance):
    """Return what is typed for the check `name`: the main input under "", others by name."""
    known = checks()[name]
    given = {"": _made(chance)}
    for field in known.fields:
        if chance.random() < 0.3:
            given[field.name] = _made(chance)
    return given


def _made(chance):
    made = chance.choice(_SEEDS if chance.random() < 0.6 else _HOSTILE)
    for _ in range(chance.randrange(4)):
        at = chance.randrange(len(made) + 1)
        match chance.randrange(5):
            case 0:
                made = made[:at] + chance.choice(_HOSTILE) + made[at:]
            case 1:
                made = made[:at] + "".join(chance.choices(ODD, k=chance.randrange(1, 9))) + made[at:]
            case 2:
                made = made[:at] + made[at + chance.randrange(1, 40) :]
            case 3:
                made = made[:at] + made[at : at + 30] * chance.randrange(2, 40) + made[at:]
            case _:
                other = chance.choice(_SEEDS)
                made = made[:at] + other[chance.randrange(len(other) + 1) :]
    return made[:LONGEST].encode("utf-8", "replace").decode()


_SEEDS = sorted({str(value)[:4000] for case in load() for value in case["inputs"].values()})
_HOSTILE = [text(value)[:2000] for value in VALUES]


def search(chromium, site, count, seed, say=lambda _: None):
    """Put `count` inputs through all widgets; return the figures and what went wrong, each with its input."""
    figures, wrong = Counter(), []
    for place, name in enumerate(PAGES):
        chance = random.Random(f"{seed} {name}")
        share = count // len(PAGES) + (place < count % len(PAGES))
        visitor = Visitor(chromium, site)
        page = visitor.open(PAGES[name])
        page.wait_for_selector(".pl-run")
        for start in range(0, share, BATCH):
            cases = [inputs(name, chance) for _ in range(min(BATCH, share - start))]
            for case, found in zip(cases, page.evaluate(DRIVE, [cases, FORBIDDEN]), strict=True):
                figures["inputs"] += 1
                figures["drawn"] += found["drawn"]
                figures[f"failed: {found['failure']}"] += bool(found["failure"])
                wrong += [(name, said, case) for said in found["said"]]
                if found["failure"]:
                    wrong.append((name, f"failure {found['failure']}", case))
        alive = page.evaluate(DRIVE, [[{"": "v=spf1 -all"}], FORBIDDEN])[0]
        figures["workers that did not come back"] += not alive["drawn"]
        figures["foreign requests"] += len(visitor.foreign)
        figures["errors in the page"] += len(visitor.faults)
        wrong += [(name, said, None) for said in (*visitor.foreign, *visitor.faults)]
        visitor.context.close()
        say(f"{name}: {share}")
    figures["scripts run"] = sum(said == "a script has run" for _, said, _ in wrong)
    figures["workers that did not come back"] += 0
    return {name: value for name, value in figures.items() if value or not name.startswith("failed")}, wrong


def main(arguments):
    """Search and print figures; return the exit status."""
    count, seed = map(int, (*arguments, *("10000", "1")[len(arguments) :])[:2])
    began = time.monotonic()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browsers.ensure(), args=list(browsers.ARGUMENTS))
        with served(Tampering(Path(os.environ.get("SITE_DIR", ROOT / "site")), bare=True)) as site:
            figures, wrong = search(chromium, site, count, seed, lambda said: print(said, flush=True))
        chromium.close()
    for name, said, case in wrong[:20]:
        print(f"\n{name}: {said[:300]}\n{str(case)[:800]!r}")
    print(
        ", ".join(f"{value:,} {name}" for name, value in figures.items()), f"in {time.monotonic() - began:.0f} seconds"
    )
    return 1 if wrong or figures["workers that did not come back"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
