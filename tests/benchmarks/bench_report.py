"""How long Chromium takes to open a report of 10,000 figures and to filter it: python tests/benchmarks/bench_report.py

The times are of one machine: what counts is that a filter is far below 100 ms, which nobody feels.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from report.browser import open_page, start_browser
from report.datasets import write_large

from extractor.report import write_report

ROUNDS = 9

FILTER = """async ([name, value]) => {
  const control = document.getElementById(name);
  const begun = performance.now();
  control.value = value;
  control.dispatchEvent(new Event(name === "q" ? "search" : "change"));
  if (name === "q") control.form.requestSubmit();
  document.body.getBoundingClientRect();
  const filtered = performance.now() - begun;
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return [filtered, performance.now() - begun];
}"""
LOADED = "performance.timing.loadEventEnd - performance.timing.navigationStart"


def main() -> None:
    """Print the size of the page, how long it takes to open, and the median of filters with and without painting."""
    with tempfile.TemporaryDirectory() as folder, start_browser() as browser:
        dataset = Path(folder) / "dataset"
        write_large(dataset)
        written = write_report(dataset, pictures=0)
        print(f"page of 10,000 figures   {written.bytes / 1_000_000:.1f} MB")
        with open_page(browser, written.path) as opened:
            opened.page.wait_for_function("performance.timing.loadEventEnd > 0")
            print(f"open                     {opened.page.evaluate(LOADED):.0f} ms")
            for name, values in (("authority", ("3", "")), ("verdict", ("inconsistent", "")), ("q", ("word3", ""))):
                times = [opened.page.evaluate(FILTER, [name, value]) for _ in range(ROUNDS) for value in values]
                filtered, painted = zip(*times, strict=True)
                middle, least, most = statistics.median(painted), min(painted), max(painted)
                print(
                    f"filter by {name:14} {statistics.median(filtered):.0f} ms; "
                    f"until it is painted {middle:.0f} ms ({least:.0f} to {most:.0f})"
                )


if __name__ == "__main__":
    main()
