"use strict";
// Everything works without this script but filtering, sorting and copying. No text is ever made into markup here.
(() => {
  const table = document.querySelector(".findings");
  for (const button of document.querySelectorAll(".copy")) button.hidden = false;
  document.addEventListener("click", async (event) => {
    const button = event.target.closest(".copy");
    if (!button) return;
    const text = button.dataset.copy;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    document.querySelector("#said").textContent = button.dataset.copied;
  });
  window.addEventListener("beforeprint", () => {
    if (table) draw(Infinity);
    for (const part of document.querySelectorAll("details")) part.open = true;
  });
  if (!table) return;
  const STEP = 250;
  const body = table.tBodies[0];
  const controls = document.querySelector(".controls");
  const openAll = controls.querySelector(".open-all");
  const more = document.querySelector("#more");
  const said = document.querySelector("#shown");
  const numbers = new Intl.NumberFormat(document.documentElement.lang);
  controls.hidden = false;
  // A finding is a row, or the source of one that waits: text without a stray < or > but its own tags, since all else is escaped.
  const items = Array.from(body.rows, (row) => ({ row, data: row.dataset }));
  for (const part of document.querySelectorAll("noscript.later")) {
    for (const source of part.textContent.match(/<tr [^]*?<\/tr>/g) ?? []) items.push({ source });
    part.remove();
  }
  const SIGNS = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&#34;": '"', "&#39;": "'" };
  const plain = (source) => source.replace(/&(?:amp|lt|gt|#34|#39);/g, (sign) => SIGNS[sign]);
  const dataOf = (item) => {
    if (!item.data) {
      item.data = {};
      const opening = item.source.slice(0, item.source.indexOf(">"));
      for (const [, name, value] of opening.matchAll(/ data-([a-z]+)="([^"]*)"/g)) item.data[name] = plain(value);
    }
    return item.data;
  };
  const textOf = (item) => {
    item.text ??= (item.row ? item.row.textContent : plain(item.source.replace(/<[^>]*>/g, ""))).toLowerCase();
    return item.text;
  };
  // What a parser of its own reads never runs; it is read as the page itself was.
  const make = (wanted) => {
    const waiting = wanted.filter((item) => !item.row);
    const source = `<table><tbody>${waiting.map((item) => item.source).join("")}</tbody></table>`;
    const read = Array.from(new DOMParser().parseFromString(source, "text/html").querySelectorAll("tbody > tr"));
    waiting.forEach((item, number) => {
      item.row = document.adoptNode(read[number]);
      for (const button of item.row.querySelectorAll(".copy")) button.hidden = false;
    });
  };
  let found = items;
  let drawn = body.rows.length;
  const draw = (most) => {
    const next = found.slice(drawn, drawn + most);
    const open = openAll.getAttribute("aria-pressed") === "true";
    make(next);
    // One by one: `append(...rows)` takes Chromium 150 a minute for 5,000 rows.
    for (const { row } of next) {
      if (open) for (const part of row.querySelectorAll("details")) part.open = true;
      body.appendChild(row);
    }
    drawn += next.length;
    more.hidden = drawn === found.length;
    said.textContent = [found, items].reduce((words, each) => words.replace("#", numbers.format(each.length)), said.dataset.words);
  };
  more.addEventListener("click", () => draw(STEP));
  new IntersectionObserver((seen) => seen.some((each) => each.isIntersecting) && draw(STEP), { rootMargin: "1500px" }).observe(more);
  const choices = Array.from(controls.querySelectorAll("select"));
  const search = controls.querySelector("input[type=search]");
  const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
  let order = null; // key and direction
  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = choices.filter((choice) => choice.value !== "").map((choice) => [choice.name, choice.value]);
    const fits = (item) => wanted.every(([name, value]) => dataOf(item)[name] === value) && words.every((word) => textOf(item).includes(word));
    found = items.filter(fits);
    if (order) {
      const [key, direction] = order;
      const keyed = found.map((item, number) => [dataOf(item)[key] ?? "", number, item]);
      keyed.sort((a, b) => direction * compare(a[0], b[0]) || a[1] - b[1]);
      found = keyed.map((each) => each[2]);
    }
    body.replaceChildren();
    drawn = 0;
    draw(STEP);
  };
  let waiting = 0;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 120);
  });
  for (const choice of choices) choice.addEventListener("change", filter);
  controls.addEventListener("submit", (event) => event.preventDefault());
  controls.addEventListener("reset", () => setTimeout(filter));
  for (const button of table.querySelectorAll("thead button")) {
    button.addEventListener("click", () => {
      const head = button.closest("th");
      const up = head.getAttribute("aria-sort") !== "ascending";
      for (const other of table.querySelectorAll("thead th[aria-sort]")) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      order = [button.dataset.key, up ? 1 : -1];
      filter();
    });
  }
  openAll.addEventListener("click", () => {
    const open = openAll.getAttribute("aria-pressed") !== "true";
    openAll.setAttribute("aria-pressed", open);
    for (const { row } of items) if (row && (!open || row.isConnected)) for (const part of row.querySelectorAll("details")) part.open = open;
  });
  draw(0);
})();
