// Makes pages that work without it a little quicker: completions, evidence in place, checks before an upload.
"use strict";

const DELAY_MS = 150;

function completions(input) {
  const list = document.createElement("ul");
  list.className = "suggestions";
  list.id = "suggestions";
  list.setAttribute("role", "listbox");
  list.hidden = true;
  input.after(list);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) input.setAttribute(name, value);
  const kinds = JSON.parse(input.dataset.kinds);
  let timer = 0, asked = 0, chosen = -1;

  function close() {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function take(option) {
    if (option.dataset.document) {
      window.location.assign(`/documents/${option.dataset.document}`);
      return;
    }
    input.value = option.dataset.text;
    close();
    input.form.requestSubmit();
  }

  function show(suggestions) {
    list.replaceChildren(...suggestions.map((suggestion, index) => {
      const option = document.createElement("li");
      option.id = `suggestion-${index}`;
      option.setAttribute("role", "option");
      option.dataset.text = suggestion.text;
      option.dataset.document = suggestion.document_id ?? "";
      const text = document.createElement("span");
      text.textContent = suggestion.text;
      const kind = document.createElement("small");
      kind.textContent = kinds[suggestion.kind] ?? "";
      option.append(text, kind);
      option.addEventListener("mousedown", (event) => { event.preventDefault(); take(option); });
      return option;
    }));
    chosen = -1;
    list.hidden = suggestions.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
  }

  async function ask() {
    const text = input.value.trim();
    const number = ++asked;
    if (text.length < 2) return close();
    const answer = await fetch(`/api/v1/suggestions?q=${encodeURIComponent(text)}`);
    if (!answer.ok || number !== asked || document.activeElement !== input) return undefined;
    return show((await answer.json()).suggestions);
  }

  function choose(step) {
    const options = [...list.children];
    if (list.hidden || options.length === 0) return false;
    chosen = (chosen + step + options.length + (chosen < 0 && step < 0 ? 1 : 0)) % options.length;
    options.forEach((option, index) => option.setAttribute("aria-selected", String(index === chosen)));
    input.setAttribute("aria-activedescendant", options[chosen].id);
    options[chosen].scrollIntoView({ block: "nearest" });
    return true;
  }

  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, DELAY_MS); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && choose(1)) event.preventDefault();
    else if (event.key === "ArrowUp" && choose(-1)) event.preventDefault();
    else if (event.key === "Escape" && !list.hidden) { event.preventDefault(); close(); }
    else if (event.key === "Enter" && chosen >= 0) { event.preventDefault(); take(list.children[chosen]); }
  });
}

function evidence(documentView) {
  // Only the sheet scrolls, so that the list beside it stays where it is; on a phone the viewer is brought up.
  function scrollToEvidence() {
    const mark = document.getElementById("evidence");
    const sheet = mark?.closest(".viewer__sheet");
    if (!sheet) return;
    const place = mark.getBoundingClientRect(), frame = sheet.getBoundingClientRect();
    sheet.scrollTop += place.top + Math.min(place.height, frame.height) / 2 - frame.top - frame.height / 2;
    if (place.left < frame.left || place.right > frame.right) sheet.scrollLeft += place.left - frame.left - 12;
    if (isNarrow()) document.getElementById("viewer").scrollIntoView({ block: "start" });
  }

  function isNarrow() {
    return window.getComputedStyle(document.getElementById("viewer")).position !== "sticky";
  }

  function markChosen(key) {
    for (const item of documentView.querySelectorAll(".item.is-chosen, .part.is-chosen")) item.classList.remove("is-chosen");
    if (key) document.getElementById(`item-${key}`)?.classList.add("is-chosen");
  }

  async function show(address) {
    const answer = await fetch(address);
    if (!answer.ok) return window.location.assign(address);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("viewer");
    if (!fresh) return window.location.assign(address);
    document.getElementById("viewer").replaceWith(document.adoptNode(fresh));
    markChosen(new URL(address, window.location.href).searchParams.get("evidence"));
    const image = fresh.querySelector("img");
    if (image && !image.complete) image.addEventListener("load", scrollToEvidence, { once: true });
    return scrollToEvidence();
  }

  documentView.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-evidence], .viewer__bar a");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const address = link.href.baseVal ?? link.href;
    window.history.pushState({}, "", address);
    show(address).catch(() => window.location.assign(address));
  });
  window.addEventListener("popstate", () => show(window.location.href));

  function hover(event, isOver) {
    const key = event.target.closest("[data-evidence]")?.dataset.evidence;
    if (!key) return;
    for (const one of documentView.querySelectorAll(`[data-evidence="${CSS.escape(key)}"]`)) one.classList.toggle("is-hovered", isOver);
  }
  documentView.addEventListener("mouseover", (event) => hover(event, true));
  documentView.addEventListener("mouseout", (event) => hover(event, false));
  if (window.location.hash === "#evidence") {
    const start = () => {
      if (!isNarrow()) documentView.querySelector(".item.is-chosen, .part.is-chosen")?.scrollIntoView({ block: "center" });
      scrollToEvidence();
    };
    start();
    window.addEventListener("load", start);
  }
}

function uploadChecks(form) {
  const input = form.querySelector("input[type=file]");
  const message = form.querySelector("[data-upload-message]");
  const button = form.querySelector("button");

  function complaint() {
    const files = [...input.files];
    const size = files.reduce((sum, file) => sum + file.size, 0);
    if (files.length > Number(form.dataset.maxFiles)) return `Mỗi lần chỉ tải được ${form.dataset.maxFiles} tệp.`;
    if (size > Number(form.dataset.maxBytes)) return "Các tệp đã chọn vượt quá dung lượng cho phép; hãy chọn ít tệp hơn.";
    return "";
  }

  function check() {
    message.textContent = complaint();
    message.hidden = !message.textContent;
    return message.hidden;
  }

  input.addEventListener("change", check);
  form.addEventListener("submit", (event) => {
    if (!check()) event.preventDefault();
    else { button.textContent = "Đang tải lên…"; button.setAttribute("aria-busy", "true"); }
  });
  for (const name of ["dragenter", "dragover"]) {
    form.addEventListener(name, (event) => { event.preventDefault(); form.classList.add("is-over"); });
  }
  for (const name of ["dragleave", "drop"]) form.addEventListener(name, () => form.classList.remove("is-over"));
  form.addEventListener("drop", (event) => { event.preventDefault(); input.files = event.dataTransfer.files; check(); });
}

const searchInput = document.querySelector("input[type=search][data-kinds]");
if (searchInput) completions(searchInput);
const documentView = document.querySelector(".document");
if (documentView) evidence(documentView);
const uploadForm = document.querySelector("form.dropzone");
if (uploadForm) uploadChecks(uploadForm);
