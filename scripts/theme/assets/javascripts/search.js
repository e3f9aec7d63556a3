/* Search. Words are compared without tone marks and with đ as d, so that "dang bo" finds "đảng bộ"; a query typed with
   marks ranks words with the same marks first, wherever the mark stands (ủy, uỷ). Every word must occur, but for those
   that only ask ("how many"); the last one may be unfinished; a word that occurs nowhere gives way to the nearest that
   does. The index is fetched when search is first opened. */
(() => {
  "use strict";
  const dialog = document.getElementById("search");
  const query = document.getElementById("search-query");
  const status = document.getElementById("search-status");
  const list = document.getElementById("search-results");
  const fromDisk = location.protocol === "file:";
  const WORD = /[\p{L}\p{N}\p{M}]+/gu;
  const SHOWN = 20;
  const SHOWN_OF_A_PAGE = 3;

  /* --- words --- */

  /** Lower-case letters without marks: "Đảng" is "dang". */
  const fold = word => word.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d");

  /** The letters, then the marks in their order: the same for ủy and uỷ, different for bộ and bố. */
  const spell = word => {
    const parts = word.toLowerCase().normalize("NFD");
    return parts.replace(/\p{M}/gu, "") + parts.replace(/[^\p{M}]/gu, "");
  };

  const words = text => (text.match(WORD) ?? []).map(word => ({ folded: fold(word), spelled: spell(word) }));
  const ASKING = new Set(words(`a an and are as at by did do does for from had has have how in is it many much of on or that
    the there to was were what when where which who why with
    ai bao bị cho của các có cac cua gì khi la là lúc mà nao nhiêu nhung những nào thì tại trong va và được ở`)
    .map(word => word.spelled));
  const telling = list => {
    const rest = list.filter(word => !ASKING.has(word.spelled));
    return rest.length ? rest : list;
  };
  const isNumber = word => /^\p{N}+$/u.test(word.folded);

  /** How well a word of the index answers a word of the query, from 0 to 1. */
  function match(word, wanted) {
    let value = 0;
    if (word.folded === wanted.folded) value = 1;
    else if (wanted.folded.length > 1 && word.folded.startsWith(wanted.folded) && (wanted.last || !isNumber(wanted))) {
      value = wanted.last ? 0.5 : 0.3;
    }
    const marked = wanted.folded !== wanted.spelled;
    return marked && word.spelled !== wanted.spelled && !(value < 1 && word.spelled.startsWith(wanted.spelled)) ? value * 0.3 : value;
  }

  /* --- the index: one field after the other, each with its weight --- */

  const FAVORED = [["figures/", 1.3], ["glossary/", 1.2], ["sources/", 0.6]];
  const FIELDS = [["title", 10], ["also", 6], ["text", 1], ["pageNames", 0.5]];

  function prepare(docs) {
    const pages = new Map(docs.filter(doc => !doc.location.includes("#")).map(doc => [doc.location, doc]));
    return docs.map(doc => {
      const page = doc.location.split("#")[0];
      const isPage = page === doc.location;
      const around = isPage ? undefined : pages.get(page);
      const entry = { ...doc, page, isPage, pageTitle: around?.title ?? "", pageNames: [around?.title ?? "", ...(around?.also ?? [])] };
      entry.fields = FIELDS.map(([name, weight]) => ({ words: words([entry[name] ?? ""].flat().join(" ")), weight }));
      entry.names = [doc.title, ...(doc.also ?? [])].map(name => telling(words(name)));
      return entry;
    });
  }

  /** What a query asks for: its words without those that only ask, each that occurs nowhere as the nearest that does. */
  function wantedOf(index, text) {
    const typed = words(text).map((word, number, all) => ({ ...word, last: number === all.length - 1 && !/\s$/.test(text) }));
    return telling(typed).map(word => {
      const occurs = index.some(doc => doc.fields.some(field => field.words.some(other => match(other, word))));
      const near = occurs ? null : nearest(index, word);
      return near ? { folded: near, spelled: near, last: false, typed: word.folded } : word;
    });
  }

  /** The word of the index that differs least from one that may be mistyped; of several, the most frequent. */
  function nearest(index, { folded }) {
    const allowed = folded.length < 4 || /^\d/.test(folded) ? 0 : folded.length < 8 ? 1 : 2;
    const counts = new Map();
    for (const doc of allowed ? index : []) {
      for (const field of doc.fields) for (const word of field.words) counts.set(word.folded, (counts.get(word.folded) ?? 0) + 1);
    }
    return [...counts]
      .map(([word, count]) => ({ word, count, far: window.record.distance(folded, word) }))
      .filter(({ far }) => far <= allowed)
      .sort((a, b) => a.far - b.far || b.count - a.count)[0]?.word;
  }

  /** The entries that answer a query, best first, and whether they have all of its words. */
  function search(index, text) {
    const wanted = wantedOf(index, text);
    if (!wanted.length) return { found: [], complete: true, wanted };
    const table = index.map(doc => wanted.map(word => score(doc, word)));
    const rarity = wanted.map((_, number) => Math.log(1 + index.length / (1 + table.filter(row => row[number]).length)));
    const found = index
      .map((doc, place) => ({
        doc,
        hits: table[place].filter(Boolean).length,
        covered: table[place].reduce((sum, value, number) => sum + (value && rarity[number]), 0),
        score: table[place].reduce((sum, value, number) => sum + value * rarity[number], 0) * favor(doc, wanted),
      }))
      .filter(result => result.hits > 0);
    const most = Math.max(0, ...found.map(result => result.covered)); // a rare word weighs more than a common one
    return {
      found: found.filter(result => result.covered >= most).sort((a, b) => b.score - a.score).map(result => result.doc),
      complete: found.some(result => result.hits === wanted.length),
      wanted,
    };
  }

  /** A word counts once for the title and the other title, and with less and less added for each time in the text. */
  function score(doc, wanted) {
    return doc.fields.reduce((sum, field) => {
      const matches = field.words.map(word => match(word, wanted)).filter(Boolean);
      if (!matches.length) return sum;
      const best = Math.max(...matches);
      const share = field.weight === 1 ? 1 + Math.log(matches.length) : 1 + 4 / field.words.length;
      return sum + field.weight * best * share;
    }, 0);
  }

  /** The words side by side are worth more than scattered; a whole page, a little more than a place in it;
      what is counted or explained, more than where it was found. No more than the word that is answered worst. */
  function favor(doc, wanted) {
    let factor = doc.isPage ? 1.25 : 1;
    factor *= FAVORED.find(([path]) => doc.location.startsWith(path))?.[1] ?? 1;
    const [title, also, text] = doc.fields.map(field => adjacent(field.words, wanted));
    if (wanted.length > 1 && (title || also)) factor *= 2.5;
    else if (wanted.length > 1 && text) factor *= 2;
    if (doc.names.some(name => name.length === wanted.length && adjacent(name, wanted))) factor *= 2.5;
    return factor * Math.min(...wanted.map(word => Math.max(...doc.fields.map(field => best(field.words, word)))).filter(Boolean));
  }

  const best = (row, item) => Math.max(0, ...row.map(word => match(word, item)));

  const adjacent = (row, wanted) =>
    row.some((_, start) => wanted.every((word, number) => row[start + number] && match(row[start + number], word) >= 0.5));

  /* --- showing results --- */

  /** Which words of an entry are to be marked: for each word of the query, those that answer it best in this entry. */
  function marker(doc, wanted) {
    const items = wanted.map(item => ({ item, most: Math.max(...doc.fields.map(field => best(field.words, item))) }));
    return text => {
      const word = { folded: fold(text), spelled: spell(text) };
      return items.some(({ item, most }) => most > 0 && match(word, item) === most);
    };
  }

  /** Text with the words that were found marked, as nodes. */
  function marked(text, isFound) {
    const nodes = [];
    let end = 0;
    for (const hit of text.matchAll(WORD)) {
      if (!isFound(hit[0])) continue;
      const mark = document.createElement("mark");
      mark.textContent = hit[0];
      nodes.push(text.slice(end, hit.index), mark);
      end = hit.index + hit[0].length;
    }
    return [...nodes, text.slice(end)];
  }

  /** A piece of the text around the first word found. */
  function excerpt(text, isFound) {
    const first = [...text.matchAll(WORD)].find(hit => isFound(hit[0]))?.index ?? 0;
    const start = Math.max(0, text.lastIndexOf(" ", Math.max(0, first - 50)));
    const piece = text.slice(start, start + 180);
    return (start ? "… " : "") + piece.trim() + (start + 180 < text.length ? " …" : "");
  }

  function part(name, ...content) {
    const element = document.createElement("span");
    element.className = `search__${name}`;
    element.append(...content);
    return element;
  }

  function item(doc, wanted) {
    const link = document.createElement("a");
    link.href = address(doc.location);
    const isFound = marker(doc, wanted);
    link.append(part("title", ...marked(doc.title, isFound)));
    const names = (doc.also ?? []).filter(name => (name.match(WORD) ?? []).some(isFound));
    if (names.length) link.append(part("names", ...marked(names.join(" · "), isFound)));
    if (!doc.isPage && doc.pageTitle) link.append(part("page", doc.pageTitle));
    if (doc.text) link.append(part("excerpt", ...marked(excerpt(doc.text, isFound), isFound)));
    const entry = document.createElement("li");
    entry.append(link);
    return entry;
  }

  /** An entry's address from this page; from disk a folder does not open its index by itself. */
  function address(place) {
    const [path, anchor] = place.split("#");
    const file = fromDisk ? `${path}index.html` : path;
    return root() + file + (anchor ? `#${anchor}` : "");
  }

  /* --- the dialog; on the page for unknown addresses either language can be searched --- */

  let language = dialog.dataset.language;
  const root = () => (language === dialog.dataset.language ? dialog.dataset.root : `${dialog.dataset.root}vi/`);
  const indexes = {};

  function load() {
    const base = root();
    indexes[base] ??= (fromDisk ? loadScript(`${base}search/search_index.js`) : loadJson(`${base}search/search_index.json`))
      .then(data => prepare(data.docs));
    return indexes[base];
  }

  async function loadJson(url) {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.json();
  }

  /** The downloadable copy holds the index as a script, because a browser fetches nothing from disk. */
  function loadScript(url) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = url;
      script.onload = () => resolve(window.recordIndex);
      script.onerror = reject;
      document.head.append(script);
    });
  }

  async function show() {
    const text = query.value;
    let index;
    try {
      index = await load();
    } catch {
      status.textContent = dialog.dataset.unavailable;
      return;
    }
    if (text !== query.value) return; // typed on meanwhile
    const { found, complete, wanted } = search(index, text);
    const corrected = wanted.find(word => word.typed);
    const ofPage = {};
    const results = found
      .filter(doc => (ofPage[doc.page] = (ofPage[doc.page] ?? 0) + 1) <= SHOWN_OF_A_PAGE)
      .slice(0, SHOWN);
    list.replaceChildren(...results.map(doc => item(doc, wanted)));
    list.scrollTop = 0;
    if (!text.trim()) status.textContent = "";
    else if (!results.length) status.textContent = dialog.dataset.none;
    else if (!complete) status.textContent = dialog.dataset.partly;
    else if (corrected) status.textContent = dialog.dataset.instead.replace("{typed}", corrected.typed).replace("{word}", corrected.folded);
    else status.textContent = results.length === 1 ? dialog.dataset.one : dialog.dataset.other.replace("{count}", results.length);
  }

  function open(wantedLanguage) {
    language = wantedLanguage ?? dialog.dataset.language;
    if (!dialog.open) dialog.showModal();
    query.focus();
    query.select();
    show();
  }

  document.addEventListener("click", event => {
    const button = event.target.closest(".search-open");
    if (button) open(button.dataset.language);
    else if (event.target === dialog || event.target.closest(".search__close")) dialog.close();
    else if (event.target.closest("#search-results a")) dialog.close();
  });
  document.addEventListener("keydown", event => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      open();
    }
  });
  query.addEventListener("input", show);
  dialog.querySelector("form").addEventListener("submit", event => {
    event.preventDefault();
    list.querySelector("a")?.click();
  });
  dialog.addEventListener("keydown", event => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const stops = [query, ...list.querySelectorAll("a")];
    const place = stops.indexOf(document.activeElement) + step;
    stops[Math.min(Math.max(place, 0), stops.length - 1)].focus();
  });

  /* --- page not found: the pages whose addresses are nearest to the one asked for --- */

  async function suggest() {
    const section = document.querySelector(".nearest");
    if (!section) return;
    const asked = decodeURIComponent(location.pathname).replace(/(index)?\.html$/, "").split("/").filter(Boolean);
    if (asked.includes("vi")) language = "vi";
    const name = asked.at(-1) ?? "";
    const anchors = await load().catch(() => []);
    const near = anchors
      .filter(doc => doc.location)
      .map(doc => ({ doc, far: window.record.distance(name.toLowerCase(), doc.location.split(/[/#]/).filter(Boolean).at(-1)) }))
      .filter(item => item.far <= name.length * 0.4)
      .sort((a, b) => a.far - b.far || b.doc.isPage - a.doc.isPage)
      .slice(0, 5);
    section.querySelector("ul").append(...near.map(({ doc }) => {
      const entry = document.createElement("li");
      const link = document.createElement("a");
      link.href = address(doc.location);
      link.lang = language;
      link.textContent = doc.isPage ? doc.title : `${doc.pageTitle}: ${doc.title}`;
      entry.append(link);
      return entry;
    }));
    section.hidden = near.length === 0;
  }
  suggest();
})();
