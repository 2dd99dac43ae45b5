"""The report as it is used: opened from the disk in Chromium, filtered, followed, printed, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pypdfium2 as pdfium
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from .browser import Opened, Scheme, open_page
from .datasets import Large

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ALL = "Everything is shown."
VISIBLE = "elements => elements.filter(element => element.checkVisibility()).map(element => element.id)"


@pytest.fixture(scope="module")
def opened(browser: Browser, page: Path) -> Iterator[Opened]:
    """The report of the papers in a window that tests share; each begins with everything shown."""
    with open_page(browser, page) as shown:
        yield shown


@pytest.fixture
def shown(opened: Opened, page: Path) -> Page:
    opened.page.goto("about:blank")
    opened.page.goto(page.as_uri())
    return opened.page


def visible_findings(page: Page) -> list[str]:
    """The statements of findings that can be seen, by their first words."""
    texts = page.locator("article.finding:visible .statement").all_inner_texts()
    return [" ".join(text.split()[2:6]) for text in texts]


def test_it_asks_for_nothing_but_itself(opened: Opened, shown: Page) -> None:
    shown.locator("details.indicator summary").first.click()
    expect(shown.locator(".plot svg").first).to_be_visible()
    assert {urlsplit(address).scheme for address in opened.asked} <= {"file", "data", "about"}
    assert {unquote(urlsplit(a).path) for a in opened.asked if a.startswith("file")} == {urlsplit(shown.url).path}
    assert opened.complaints == []


def test_the_policy_stops_what_a_paper_would_load(browser: Browser, page: Path) -> None:
    with open_page(browser, page) as shown:
        shown.page.evaluate(
            """() => {
              window.stopped = [];
              addEventListener("securitypolicyviolation", (event) => window.stopped.push(event.effectiveDirective));
              for (const tag of ["img", "script", "iframe"]) {
                const element = document.createElement(tag);
                element.src = "https://example.invalid/x";
                document.body.append(element);
              }
              const own = document.createElement("script");
              own.textContent = "window.ran = true";
              document.body.append(own);
              fetch("https://example.invalid/x").catch(() => {});
            }"""
        )
        shown.page.wait_for_function("window.stopped.length === 5")
        assert shown.page.evaluate("window.stopped.sort()") == [
            *("connect-src", "frame-src", "img-src", "script-src-elem", "script-src-elem")
        ]
        assert shown.page.evaluate("window.ran") is None


def test_the_words_of_a_paper_stay_words(browser: Browser, awkward: Path) -> None:
    with open_page(browser, awkward) as shown:
        page = shown.page
        assert "<script>alert('1')</script> & \"Ltd\"" in page.locator("h4").first.inner_text()
        assert page.locator("script").count() == 4
        assert page.locator("article.finding mark.figure").all_inner_texts() == ["12%", "21%"]
        assert page.locator("article.finding mark.claim").all_inner_texts() == ["up"]
        page.locator("details.indicator summary").first.click()
        expect(page.locator(".plot svg").first).to_be_visible()
        page.select_option("#authority", index=1)
        expect(page.locator("#counts")).not_to_have_text("")
        assert shown.complaints == []


def test_the_first_finding_has_all_that_belongs_to_it(shown: Page) -> None:
    finding = shown.locator("article.finding", has_text="70 of 108")
    assert finding.locator("h4").inner_text() == "Children's service performance, page\u00a01"
    assert finding.locator(".meta").first.inner_text() == (
        "Wealdshire County Council · Children's Scrutiny Committee · 14 March 2019"
    )
    assert finding.locator("mark").all_inner_texts() == ["83.3%"]
    picture = finding.locator("img")
    assert picture.evaluate("image => image.complete && image.naturalWidth > 600")
    assert picture.get_attribute("alt") == "Part of page 1 of children.pdf, with the figures outlined: 83.3%."
    link = finding.get_by_role("link", name="children.pdf, page 1").get_attribute("href")
    assert link == "../papers/children.pdf#page=1"


def test_what_could_not_be_read_is_said_at_the_top(shown: Page) -> None:
    shown.get_by_role("link", name="1 paper was not read, or not wholly").click()
    expect(shown.locator("#troubled")).to_be_focused()
    assert (
        "torn.pdf\nthe PDF is damaged or cut short. Ask for the file again" in shown.locator("#troubled").inner_text()
    )


@pytest.mark.parametrize(
    ("control", "label", "counts", "findings"),
    [
        ("authority", "Eastmarsh District Council", "3 checks of 5, 7 figures of 9 and 1 paper of 3 match.", 1),
        ("committee", "Children's Scrutiny Committee", "2 checks of 5, 2 figures of 9 and 1 paper of 3 match.", 1),
        ("verdict", "Figures disagree", "2 checks of 5, 3 figures of 9 and 2 papers of 3 match.", 2),
        ("verdict", "Cannot be checked", "1 check of 5, 0 figures of 9 and 1 paper of 3 match.", 0),
        ("indicator", "reviews were held on time", "2 checks of 5, 2 figures of 9 and 1 paper of 3 match.", 1),
    ],
)
def test_each_control_filters(shown: Page, control: str, label: str, counts: str, findings: int) -> None:
    shown.select_option(f"#{control}", label=label)
    expect(shown.locator("#counts")).to_have_text(counts)
    assert len(visible_findings(shown)) == findings
    shown.get_by_role("button", name="Show everything").click()
    expect(shown.locator("#counts")).to_have_text(ALL)
    assert len(visible_findings(shown)) == 2


def test_words_are_searched_together_with_the_rest(shown: Page) -> None:
    shown.fill("#q", "household  REUSE 47.9%")
    expect(shown.locator("#counts")).to_have_text("1 check of 5, 2 figures of 9 and 1 paper of 3 match.")
    shown.select_option("#authority", label="Wealdshire County Council")
    expect(shown.locator("#counts")).to_have_text("0 checks of 5, 0 figures of 9 and 0 papers of 3 match.")
    expect(shown.get_by_text("None of these match the filter.").first).to_be_visible()


def test_a_filtered_view_can_be_kept_as_a_bookmark(browser: Browser, page: Path, shown: Page) -> None:
    shown.select_option("#authority", label="Eastmarsh District Council")
    shown.fill("#q", "bins")
    expect(shown.locator("#counts")).to_contain_text("2 checks")
    anchor = "#" + shown.url.split("#")[1]
    assert anchor == "#?q=bins&authority=Eastmarsh+District+Council"
    with open_page(browser, page, anchor) as again:
        expect(again.page.locator("#counts")).to_have_text(shown.locator("#counts").inner_text())
        assert again.page.input_value("#q") == "bins"


def test_a_verdict_that_is_asked_for_is_unfolded(shown: Page) -> None:
    shown.select_option("#verdict", label="Figures agree")
    expect(shown.locator("li.brief:visible")).to_have_count(2)


def test_a_finding_leads_to_its_row_and_back(shown: Page) -> None:
    shown.locator("article.finding", has_text="70 of 108").get_by_role("link", name="83.3%").click()
    row = shown.locator("tr.here")
    expect(row).to_be_focused()
    expect(row).to_be_in_viewport()
    assert row.locator("mark").inner_text() == "83.3%"
    row.get_by_role("link", name="Figures disagree").click()
    expect(shown.locator("article.here")).to_contain_text("70 of 108")
    shown.go_back()
    expect(shown.locator("tr.here")).to_be_focused()


def test_a_link_shows_what_the_filter_hides(shown: Page) -> None:
    target = shown.locator("article.finding", has_text="70 of 108").get_attribute("id")
    shown.select_option("#authority", label="Eastmarsh District Council")
    shown.evaluate("id => { location.hash = id }", target)
    expect(shown.locator(f"#{target}")).to_be_visible()
    expect(shown.locator("#authority")).to_have_value("")


def test_a_point_of_a_chart_leads_to_its_row(shown: Page) -> None:
    indicator = shown.locator("details.indicator", has_text="household waste").first
    indicator.locator("summary").click()
    points = indicator.locator(".plot svg g.mark-symbol.role-mark path")
    expect(points).to_have_count(4)
    box = points.first.bounding_box()
    assert box is not None
    shown.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(shown.locator("#vg-tooltip-element")).to_contain_text("recycling report.txt")
    shown.mouse.down()
    shown.mouse.up()
    expect(shown.locator("tr.here")).to_be_focused()
    assert shown.url.endswith(f"#{shown.locator('tr.here').get_attribute('id')}")


def test_a_chart_shows_what_the_filter_leaves(shown: Page) -> None:
    shown.fill("#q", "2018/19")
    indicator = shown.locator("details.indicator", has_text="household waste").first
    expect(shown.locator("#counts")).to_contain_text("match")
    indicator.locator("summary").click()
    points = indicator.locator(".plot svg g.mark-symbol.role-mark path")
    expect(points).to_have_count(2)
    shown.get_by_role("button", name="Show everything").click()
    expect(points).to_have_count(4)


def test_a_link_opens_the_paper(browser: Browser, page: Path) -> None:
    with open_page(browser, page) as shown:
        shown.page.get_by_role("link", name="recycling report.txt").first.click()
        expect(shown.page.locator("body")).to_contain_text("44.1% in 2016/17")


def test_the_keyboard_is_enough(shown: Page) -> None:
    """From the top: skip to the findings; to the search, a select, and an indicator that is opened."""
    shown.keyboard.press("Tab")
    expect(shown.locator("a.skip")).to_be_focused()
    expect(shown.locator("a.skip")).to_be_in_viewport()
    shown.keyboard.press("Enter")
    expect(shown.locator("#findings")).to_be_focused()
    shown.keyboard.press("Tab")
    assert shown.evaluate("document.activeElement.closest('article.finding') !== null")
    press_until(shown, "Shift+Tab", "#q")
    shown.keyboard.type("household")
    expect(shown.locator("#counts")).to_contain_text("match")
    press_until(shown, "Tab", "#verdict")
    shown.keyboard.press("ArrowDown")
    expect(shown.locator("#counts")).to_have_text("1 check of 5, 2 figures of 9 and 1 paper of 3 match.")
    press_until(shown, "Tab", "details.indicator:not([hidden]) summary")
    shown.keyboard.press("Enter")
    expect(shown.locator("details.indicator[open] table")).to_be_visible()
    press_until(shown, "Tab", "details.indicator[open] td a")
    shown.keyboard.press("Enter")
    expect(shown.locator("body")).to_contain_text("44.1% in 2016/17")


def press_until(page: Page, key: str, selector: str, most: int = 60) -> None:
    """Press until what matches has the focus, which can be seen wherever it goes."""
    for _ in range(most):
        page.keyboard.press(key)
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached by {key}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1200, 360])
def test_no_rule_of_accessibility_is_broken(browser: Browser, page: Path, scheme: Scheme, width: int) -> None:
    with open_page(browser, page, width=width, scheme=scheme) as shown:
        shown.page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
        expect(shown.page.locator(".plot svg").first).to_be_visible()
        found = Axe().run(shown.page, options={"runOnly": RULES}).response["violations"]
        broken = [(rule["id"], [node["html"][:90] for node in rule["nodes"]]) for rule in found]
        assert broken == []
        assert shown.page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


def test_the_headings_are_in_order(shown: Page) -> None:
    levels = shown.evaluate("Array.from(document.querySelectorAll('h1,h2,h3,h4'), (h) => Number(h.tagName[1]))")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert shown.evaluate("Array.from(document.querySelectorAll('table')).every((t) => t.caption.textContent.trim())")
    assert shown.evaluate("new Set(Array.from(document.querySelectorAll('[id]'), (e) => e.id)).size") == shown.evaluate(
        "document.querySelectorAll('[id]').length"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_drawn_can_be_told_from_the_paper(browser: Browser, page: Path, scheme: Scheme) -> None:
    """Colours of charts stand out by 3 to 1 from the page (WCAG 1.4.11)."""
    with open_page(browser, page, scheme=scheme) as shown:
        ratios = shown.page.evaluate(
            """() => {
              const style = getComputedStyle(document.documentElement);
              const light = (name) => {
                const parts = style.getPropertyValue(name).trim().match(/[0-9a-f]{2}/gi);
                const shares = parts.map((part) => parseInt(part, 16) / 255);
                const [r, g, b] = shares.map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
              };
              const paper = light("--paper");
              return [1, 2, 3, 4, 5, 6, 7, 8].map((n) => {
                const [a, b] = [light(`--body-${n}`), paper].sort((x, y) => y - x);
                return (a + 0.05) / (b + 0.05);
              });
            }"""
        )
        assert min(ratios) >= 3


def test_without_scripts_findings_and_tables_are_there(browser: Browser, page: Path) -> None:
    with open_page(browser, page, scripts=False) as shown:
        # Chromium's own switch, which this is not, shows what stands in it
        assert "Scripts are off in this browser" in shown.page.locator("noscript").inner_html()
        expect(shown.page.locator("#filter")).to_be_hidden()
        assert len(visible_findings(shown.page)) == 2
        shown.page.locator("details.indicator summary").first.click()
        expect(shown.page.locator("details.indicator table").first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_print_has_the_findings(browser: Browser, page: Path, scheme: Scheme) -> None:
    with open_page(browser, page, scheme=scheme) as shown:
        document = pdfium.PdfDocument(shown.page.pdf())
        text = " ".join(part.get_textpage().get_text_range() for part in document)
        words = " ".join(text.split())
        assert "70 of 108 is 64.8%" in words
        assert "children.pdf, page 1" in words
        assert "Search words" not in words
        assert "the PDF is damaged or cut short" in words
        image = document[0].render(scale=0.2).to_pil().convert("L")
        assert image.getpixel((3, 3)) == 255


@pytest.mark.parametrize(
    ("control", "label", "checks", "figures", "papers"),
    [
        ("authority", "Authority 03", 24, 500, 2),
        ("committee", "Committee 4", 100, 2000, 8),
        ("indicator", "Measure 20", 100, 200, 40),
        ("verdict", "Figures disagree", 50, 50, 40),
    ],
)
def test_ten_thousand_figures_are_filtered(
    browser: Browser, large: tuple[Path, Large], control: str, label: str, checks: int, figures: int, papers: int
) -> None:
    path, counts = large
    with open_page(browser, path) as shown:
        shown.page.select_option(f"#{control}", label=label)
        expect(shown.page.locator("#counts")).to_have_text(
            f"{checks:,} checks of {counts.checks:,}, {figures:,} figures of 10,000 and {papers} papers of 40 match."
        )
        assert shown.complaints == []
