"use strict";
// Draws the findings a page at a time. Text from the scanned tree only ever goes through textContent.
const FIELDS = ["path", "line", "column", "severity", "confidence", "group", "kind", "boundary", "tier", "service", "rule",
  "message", "replacement", "why", "allowed", "owners", "source", "mark", "end", "reach", "tests"];
const AT = Object.fromEntries(FIELDS.map((name, at) => [name, at]));
const SEVERITIES = ["error", "warning", "info"];
const CONFIDENCES = ["certain", "likely", "possible"];
const FILTERS = ["service", "tier", "boundary", "kind", "severity", "confidence"];
const PAGE = 100;

const { rows, strings } = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);
const body = byId("list").tBodies[0];
const state = { sort: "severity", descending: false, page: 0, matches: [] };

function severity(row) {
  return row[AT.allowed] ? "allowed" : SEVERITIES[row[AT.severity]];
}

function value(row, field) {
  switch (field) {
    case "severity": return severity(row);
    case "confidence": return CONFIDENCES[row[AT.confidence]];
    default: return strings[row[AT[field]]];
  }
}

function element(name, text, className) {
  const it = document.createElement(name);
  if (text !== undefined) it.textContent = text;
  if (className) it.className = className;
  return it;
}

function fillFilters() {
  for (const field of FILTERS) {
    const counts = new Map();
    for (const row of rows) counts.set(value(row, field), (counts.get(value(row, field)) ?? 0) + 1);
    const select = byId("f-" + field);
    select.append(new Option("all", ""));
    for (const [name, number] of [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))) {
      select.append(new Option(name + " (" + number.toLocaleString("en") + ")", name));
    }
  }
}

const lowered = strings.map((text) => text.toLowerCase());
const SEARCHED = [AT.path, AT.message, AT.rule, AT.source, AT.owners];

function matches() {
  const wanted = FILTERS.map((field) => [field, byId("f-" + field).value]).filter(([, value]) => value !== "");
  const words = byId("text").value.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) =>
    wanted.every(([field, wish]) => value(row, field) === wish) &&
    words.every((word) => SEARCHED.some((at) => lowered[row[at]].includes(word))));
}

function compare(a, b) {
  switch (state.sort) {
    case "severity": return (a[AT.allowed] ? 3 : a[AT.severity]) - (b[AT.allowed] ? 3 : b[AT.severity]);
    case "confidence": return a[AT.confidence] - b[AT.confidence];
    case "reach": return a[AT.reach] - b[AT.reach];
    default: {
      const [left, right] = [value(a, state.sort), value(b, state.sort)];
      return left < right ? -1 : left > right ? 1 : 0;
    }
  }
}

function refresh() {
  // The sort is stable: rows of one path stay in order of line.
  state.matches = matches().sort((a, b) => (state.descending ? compare(b, a) : compare(a, b)));
  state.page = 0;
  draw();
}

function draw() {
  const pages = Math.max(1, Math.ceil(state.matches.length / PAGE));
  const shown = state.matches.slice(state.page * PAGE, (state.page + 1) * PAGE);
  body.replaceChildren(...shown.map(drawRow));
  byId("shown").textContent = state.matches.length.toLocaleString("en") + " of " + rows.length.toLocaleString("en");
  byId("page").textContent = "Page " + (state.page + 1) + " of " + pages;
  byId("previous").disabled = state.page === 0;
  byId("next").disabled = state.page >= pages - 1;
  for (const head of document.querySelectorAll("#list th[data-sort]")) {
    if (head.dataset.sort === state.sort) head.setAttribute("aria-sort", state.descending ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
  }
}

function drawRow(row) {
  const line = document.createElement("tr");
  line.append(element("td", severity(row), "severity " + severity(row)));
  const where = element("td", undefined, "where");
  const toggle = element("button", strings[row[AT.path]] + ":" + row[AT.line], "link");
  toggle.type = "button";
  toggle.setAttribute("aria-expanded", "false");
  toggle.addEventListener("click", () => toggleDetail(line, toggle, row));
  where.append(toggle, source(row));
  line.append(where);
  for (const field of ["kind", "boundary", "tier", "service", "confidence"]) line.append(element("td", value(row, field)));
  line.append(element("td", row[AT.reach].toLocaleString("en"), "n"));
  return line;
}

function source(row) {
  const text = strings[row[AT.source]];
  const it = element("span", undefined, "source");
  it.append(text.slice(0, row[AT.mark]), element("mark", text.slice(row[AT.mark], row[AT.end])), text.slice(row[AT.end]));
  return it;
}

function toggleDetail(line, toggle, row) {
  const open = toggle.getAttribute("aria-expanded") === "true";
  toggle.setAttribute("aria-expanded", String(!open));
  if (open) {
    line.nextElementSibling.remove();
    return;
  }
  const detail = element("tr", undefined, "detail");
  const cell = document.createElement("td");
  cell.colSpan = 8;
  const list = document.createElement("dl");
  const more = row[AT.reach] - row[AT.tests].length;
  const tests = row[AT.tests].map((at) => strings[at]).join("\n") + (more > 0 ? "\n… " + more.toLocaleString("en") + " more" : "");
  const facts = [["What", strings[row[AT.message]]], ["Use instead", strings[row[AT.replacement]]], ["Rule", strings[row[AT.rule]]],
    ["Why", strings[row[AT.why]]], ["Allowed because", strings[row[AT.allowed]]], ["Owners", strings[row[AT.owners]]], ["Reaches", tests]];
  for (const [name, text] of facts.filter(([, text]) => text)) {
    const fact = element("dd", text);
    fact.style.whiteSpace = "pre-wrap";
    list.append(element("dt", name), fact);
  }
  cell.append(list);
  detail.append(cell);
  line.after(detail);
}

fillFilters();
let typing;
byId("text").addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(refresh, 120);
});
byId("filters").addEventListener("change", refresh);
byId("filters").addEventListener("submit", (event) => event.preventDefault());
byId("filters").addEventListener("reset", () => setTimeout(refresh));
byId("previous").addEventListener("click", () => { state.page -= 1; draw(); });
byId("next").addEventListener("click", () => { state.page += 1; draw(); });
for (const head of document.querySelectorAll("#list th[data-sort]")) {
  head.firstElementChild.addEventListener("click", () => {
    state.descending = state.sort === head.dataset.sort && !state.descending;
    state.sort = head.dataset.sort;
    refresh();
  });
}
for (const link of document.querySelectorAll("[data-path]")) {
  link.addEventListener("click", () => {
    byId("filters").reset();
    byId("text").value = link.dataset.path;
    refresh();
    byId("findings").scrollIntoView();
  });
}
refresh();
