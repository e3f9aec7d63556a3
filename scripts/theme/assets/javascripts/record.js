/* Copying, terms that explain themselves, and help with addresses of entries that are not on the page.
   Pages are complete without it. Words come from the attributes of #announce. */
(() => {
  "use strict";
  document.documentElement.classList.replace("no-js", "js");
  const announce = document.getElementById("announce");

  /* --- from disk, where no server finds the page of a folder --- */

  if (location.protocol === "file:") {
    document.querySelectorAll("a[href]").forEach(link => {
      if (link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
    });
  }

  /* --- the other language, at the same place --- */

  document.addEventListener("click", event => {
    const link = event.target.closest("a.language");
    if (link) link.hash = location.hash;
  });

  /* --- copying: <button data-copy="text"> or <button data-copy-target="id of an element"> --- */

  /** Copies text, and where a reference has italics, its HTML beside it. */
  async function copy(text, html) {
    try {
      if (html && window.ClipboardItem) {
        const kinds = { "text/plain": text, "text/html": html };
        const blobs = Object.entries(kinds).map(([type, content]) => [type, new Blob([content], { type })]);
        await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
      } else {
        await navigator.clipboard.writeText(text);
      }
      return true;
    } catch {
      return copyBySelection(text); // from disk, and in older browsers
    }
  }

  function copyBySelection(text) {
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "sr-only";
    field.setAttribute("aria-hidden", "true");
    const before = document.activeElement;
    document.body.append(field);
    field.select();
    let done = false;
    try {
      done = document.execCommand("copy");
    } catch { /* reported below */ }
    field.remove();
    before?.focus();
    return done;
  }

  document.addEventListener("click", async event => {
    const button = event.target.closest("[data-copy], [data-copy-target]");
    if (!button) return;
    const target = document.getElementById(button.dataset.copyTarget);
    const text = button.dataset.copy ?? target.textContent.trim().replace(/\s+/g, " ");
    const done = await copy(text, target?.querySelector("i") && target.innerHTML);
    announce.textContent = "";
    requestAnimationFrame(() => { announce.textContent = done ? announce.dataset.copied : announce.dataset.failed; });
    button.classList.toggle("is-done", done);
    setTimeout(() => button.classList.remove("is-done"), 2500);
  });

  /* --- terms: <a class="term" href="…glossary/#id" data-term="definition"> --- */

  const note = document.createElement("div");
  note.className = "term-note";
  note.id = "term-note";
  note.setAttribute("role", "tooltip");
  note.hidden = true;
  document.querySelector("main").append(note);
  let shown = null;
  let leaving = 0;

  function show(term) {
    clearTimeout(leaving);
    if (shown === term) return;
    hide();
    shown = term;
    const more = document.createElement("a");
    more.href = term.href;
    more.tabIndex = -1; // the term itself is the same link
    more.textContent = announce.dataset.more;
    note.replaceChildren(term.dataset.term, more);
    note.hidden = false;
    term.setAttribute("aria-describedby", note.id);
    const box = term.getBoundingClientRect();
    const left = Math.min(box.left, document.documentElement.clientWidth - note.offsetWidth - 16);
    const below = box.bottom + 6;
    const fits = below + note.offsetHeight < innerHeight || box.top < note.offsetHeight + 6;
    note.style.left = `${Math.max(16, left) + scrollX}px`;
    note.style.top = `${(fits ? below : box.top - note.offsetHeight - 6) + scrollY}px`;
  }

  function hide() {
    clearTimeout(leaving);
    shown?.removeAttribute("aria-describedby");
    shown = null;
    note.hidden = true;
  }

  function leave() {
    clearTimeout(leaving);
    leaving = setTimeout(hide, 250); // time to reach the note itself
  }

  const termOf = event => event.target.closest?.("a.term[data-term]");
  let touched = false;
  document.addEventListener("pointerdown", event => { touched = event.pointerType === "touch"; });
  document.addEventListener("pointerover", event => {
    if (event.pointerType === "touch") return;
    const term = termOf(event);
    if (term) show(term);
    else if (note.contains(event.target)) clearTimeout(leaving);
    else if (shown && document.activeElement !== shown) leave();
  });
  document.addEventListener("focusin", event => { if (termOf(event)) show(termOf(event)); else if (!note.contains(event.target)) hide(); });
  document.addEventListener("keydown", event => {
    if (event.key !== "Escape") return;
    hide();
    const panel = event.target.closest?.("td details[open]"); // references, which lie over the table
    if (panel) {
      panel.open = false;
      panel.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", event => {
    const term = termOf(event);
    if (term && touched && !term.dataset.open) { // a first tap explains, the link in the note leads on
      event.preventDefault();
      term.dataset.open = "true";
      show(term);
    } else if (!note.contains(event.target)) {
      hide();
    }
    document.querySelectorAll("a.term[data-open]").forEach(other => { if (other !== term) delete other.dataset.open; });
  });

  /* --- an anchor that is not here: name the nearest one that is --- */

  /** How many letters differ, two that changed places counting once: the shortest way from one word to the other. */
  function distance(a, b) {
    const rows = [Array.from({ length: b.length + 1 }, (_, index) => index)];
    for (let i = 1; i <= a.length; i++) {
      rows[i] = [i];
      for (let j = 1; j <= b.length; j++) {
        rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] !== b[j - 1]));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
          rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
        }
      }
    }
    return rows[a.length][b.length];
  }

  function helpWithAnchor() {
    document.querySelector(".notice--anchor")?.remove();
    let id = location.hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch { /* taken as it is */ }
    const article = document.querySelector("article.md-content__inner") ?? document.querySelector("main");
    if (!id || !article || document.getElementById(id)) return;
    const candidates = [...article.querySelectorAll("tr[id], article[id], h2[id], h3[id]")];
    const nearest = candidates
      .map(element => ({ element, far: distance(id.toLowerCase(), element.id) }))
      .sort((a, b) => a.far - b.far)[0];
    const notice = document.createElement("p");
    notice.className = "notice notice--anchor";
    notice.setAttribute("role", "status");
    notice.append(announce.dataset.unknown.replace("{id}", id.slice(0, 80)));
    if (nearest && nearest.far <= Math.max(id.length, nearest.element.id.length) * 0.6) {
      const link = document.createElement("a");
      link.href = `#${nearest.element.id}`;
      link.textContent = nearest.element.dataset.searchTitle ?? nearest.element.textContent.replace(/#$/, "").trim();
      notice.append(` ${announce.dataset.nearest} `, link);
    }
    (article.querySelector("h1") ?? article.firstElementChild).after(notice);
    notice.scrollIntoView({ block: "center" });
  }

  addEventListener("hashchange", helpWithAnchor);
  helpWithAnchor();
  window.record = { distance };
})();
