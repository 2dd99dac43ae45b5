"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const form = byId("filter");
  const counts = byId("counts");
  const controls = ["authority", "committee", "indicator", "verdict"].map(byId);
  const query = byId("q");
  const padded = (text) => ` ${text || ""} `;

  /* Everything that can be filtered: checks (k), figures (f), papers (p). */
  const items = Array.from(document.querySelectorAll("[data-t]"), (element) => {
    const data = element.dataset;
    return {
      element, kind: data.t, documents: data.d.split(" "), words: null, hidden: false,
      authority: padded(data.a), committee: padded(data.c), indicator: padded(data.i), verdict: padded(data.v),
      series: data.t === "f" ? element.closest(".series") : null,
      group: data.t === "p" ? null : element.closest(".indicator, .group"),
    };
  });
  const totals = { k: 0, f: 0, p: 0 };
  items.forEach((item) => { totals[item.kind] += 1; });
  const groups = new Set(items.map((item) => item.group).filter(Boolean));
  const allSeries = new Set(items.map((item) => item.series).filter(Boolean));
  const labels = new Map();
  document.querySelectorAll(".count[data-of]").forEach((label) => labels.set(label, label.textContent));

  const fold = (text) => text.toLowerCase().replace(/[\s\u00a0]+/g, " ").replace(/[\u2018\u2019]/g, "'");
  const wordsOf = (item) => {
    if (item.words === null) {
      const name = item.kind === "f" ? item.group.querySelector("summary h4").textContent : "";
      item.words = fold(`${name} ${item.element.textContent}`);
    }
    return item.words;
  };

  const number = (count) => count.toLocaleString("en-GB");
  const counted = (count, one, many) => `${number(count)} ${count === 1 ? one : many}`;

  const label = (container, shown, active) => {
    const place = container && container.querySelector(".count[data-of]");
    if (place) place.textContent = active ? `${number(shown)} of ${number(Number(place.dataset.of))}` : labels.get(place);
  };

  let shownFigures = null;

  function apply() {
    const words = fold(query.value).split(" ").filter(Boolean);
    const wanted = controls.filter((control) => control.value !== "").map((control) => [control.name, padded(control.value)]);
    const active = words.length > 0 || wanted.length > 0;
    const narrow = words.length > 0 || wanted.some(([name]) => name === "indicator" || name === "verdict");
    const found = { k: 0, f: 0, p: 0 };
    const inGroup = new Map();
    const inSeries = new Set();
    const documents = new Set();
    shownFigures = active ? new Set() : null;
    const matches = (item, names) =>
      names.every(([name, value]) => item[name].includes(value)) && words.every((word) => wordsOf(item).includes(word));
    const show = (item, matched) => {
      if (matched) {
        found[item.kind] += 1;
        if (item.group) inGroup.set(item.group, (inGroup.get(item.group) || 0) + 1);
        if (item.series) inSeries.add(item.series);
        if (active && item.kind === "f") shownFigures.add(item.element.id.slice(2));
        if (item.kind !== "p") item.documents.forEach((document) => documents.add(document));
      }
      if (item.hidden === matched) {
        item.hidden = !matched;
        item.element.hidden = !matched;
      }
    };
    items.forEach((item) => { if (item.kind !== "p") show(item, matches(item, wanted)); });
    const ofPapers = wanted.filter(([name]) => name === "authority" || name === "committee");
    const byOwnWords = wanted.length === ofPapers.length;
    items.forEach((item) => {
      if (item.kind !== "p") return;
      const inside = item.documents.some((document) => documents.has(document));
      const own = ofPapers.every(([name, value]) => item[name].includes(value));
      show(item, own && (!narrow || inside || (byOwnWords && matches(item, ofPapers))));
    });
    groups.forEach((group) => {
      const shown = inGroup.get(group) || 0;
      label(group, shown, active);
      if (group.classList.contains("indicator")) group.hidden = shown === 0;
      const empty = group.querySelector(":scope > .nomatch");
      if (empty) empty.hidden = !active || shown > 0;
    });
    allSeries.forEach((series) => { series.hidden = !inSeries.has(series); });
    document.querySelectorAll(".indicators").forEach((section) => {
      const shown = section.querySelectorAll(".indicator:not([hidden])").length;
      label(section, shown, active);
      section.querySelector(".nomatch").hidden = !active || shown > 0;
    });
    counts.textContent = active
      ? `${counted(found.k, "check", "checks")} of ${number(totals.k)}, ${counted(found.f, "figure", "figures")} of ` +
        `${number(totals.f)} and ${counted(found.p, "paper", "papers")} of ${number(totals.p)} match.`
      : "Everything is shown.";
    plots.forEach((plot) => plot.refresh());
  }

  /* The filter stands in the address, so that a view can be kept as a bookmark. */
  function remember() {
    const state = new URLSearchParams();
    if (query.value.trim()) state.set("q", query.value.trim());
    controls.forEach((control) => {
      if (control.value !== "") state.set(control.name, control.selectedOptions[0].textContent);
    });
    const text = state.toString();
    history.replaceState(null, "", text ? `#?${text}` : location.href.split("#")[0]);
  }

  function recall(text) {
    const state = new URLSearchParams(text);
    query.value = state.get("q") || "";
    controls.forEach((control) => {
      const asked = state.get(control.name);
      const option = Array.from(control.options).find((entry) => asked !== null && entry.textContent === asked);
      control.value = option ? option.value : "";
    });
    apply();
  }

  let waiting = 0;
  const changed = () => { clearTimeout(waiting); apply(); remember(); };
  query.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(changed, 180); });
  controls.forEach((control) => control.addEventListener("change", changed));
  byId("verdict").addEventListener("change", (event) => {
    const fold = document.querySelector(`details[data-verdict="${event.target.value}"]`);
    if (fold) fold.open = true;
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); changed(); });
  form.addEventListener("reset", () => setTimeout(changed, 0));

  /* A link within the page opens what its target is folded into, and shows it whatever the filter says. */
  function goTo(id) {
    const target = byId(id);
    if (!target) return;
    if (target.closest("[hidden]")) { form.reset(); clearTimeout(waiting); apply(); }
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    document.querySelectorAll(".here").forEach((element) => element.classList.remove("here"));
    if (target.tagName !== "SECTION") target.classList.add("here");
    if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: target.tagName === "TR" ? "center" : "start" });
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    visit(decodeURIComponent(link.hash.slice(1)));
  });

  function visit(id) {
    if (location.hash !== `#${id}`) history.pushState(null, "", `#${id}`);
    goTo(id);
  }

  const arrive = () => {
    const place = location.hash;
    if (place.startsWith("#?")) recall(place.slice(2));
    else if (place.length > 1) goTo(decodeURIComponent(place.slice(1)));
  };
  addEventListener("hashchange", arrive);
  addEventListener("popstate", arrive);

  /* Charts are drawn when their indicator is opened for the first time. */
  const plots = [];
  const read = (id) => { const island = byId(id); return island ? JSON.parse(island.textContent) : null; };
  let specification = null;
  let chartData = null;

  function load() {
    if (specification) return true;
    specification = read("specification");
    if (!specification) return false;
    chartData = read("chart-data");
    const script = document.createElement("script");
    script.textContent = byId("bundle").textContent;
    document.head.append(script);
    return true;
  }

  const visible = (values) => (shownFigures ? values.filter((value) => shownFigures.has(value.id)) : values);

  async function draw(place) {
    const chart = chartData[place.id];
    const spec = structuredClone(specification);
    spec.width = "container";
    spec.autosize = { type: "fit-x", contains: "padding" };
    spec.datasets = { figures: visible(chart.values) };
    const columns = place.clientWidth < 520 ? 1 : 2;
    const days = chart.values.map((value) => Date.parse(value.day));
    const format = Math.max(...days) - Math.min(...days) > 150 * 86400e3 ? "%b %Y" : "%-d %b %Y";
    spec.layer.forEach((layer) => {
      const { x, color, shape, strokeDash } = layer.encoding;
      x.axis.format = format;
      [color, shape].filter(Boolean).forEach((channel) => {
        channel.scale.domain = chart.domain;
        channel.legend.columns = columns;
        channel.legend.labelLimit = place.clientWidth / columns - 50;
      });
      if (strokeDash) strokeDash.scale = { domain: chart.kinds, range: chart.dashes };
    });
    const style = getComputedStyle(document.documentElement);
    const ink = "var(--soft)";
    spec.config = Object.assign(spec.config || {}, {
      background: null, font: style.getPropertyValue("--sans").trim(),
      view: { stroke: null },
      axis: { labelColor: ink, titleColor: ink, gridColor: "var(--line)", domainColor: ink, tickColor: ink, labelFontSize: 13 },
      legend: { layout: { bottom: { direction: "vertical", anchor: "start" } }, labelColor: "var(--ink)", labelFontSize: 13, symbolStrokeColor: "var(--ink)" },
    });
    const { view } = await window.vegaEmbed(place, spec, { actions: false, renderer: "svg", ast: true, mode: "vega-lite", logLevel: 1 });
    place.querySelector("svg").setAttribute("aria-hidden", "true");
    view.addEventListener("click", (event, item) => {
      if (item && item.datum && item.datum.id) visit(`f-${item.datum.id}`);
    });
    plots.push({ refresh: () => view.data("figures", visible(chart.values)).runAsync() });
  }

  document.addEventListener("toggle", (event) => {
    const details = event.target;
    if (!details.open || !details.classList.contains("indicator")) return;
    details.querySelectorAll(".plot:not([data-drawn])").forEach((place) => {
      if (!load()) return;
      place.dataset.drawn = "";
      draw(place);
    });
  }, true);

  /* A picture that is wider than its place shows the first figure. */
  document.querySelectorAll("[data-across]").forEach((place) => {
    if (place.scrollWidth > place.clientWidth) {
      place.scrollLeft = place.scrollWidth * Number(place.dataset.across) - place.clientWidth / 2;
    }
  });

  form.hidden = false;
  if (location.hash.length > 1) arrive();
})();
