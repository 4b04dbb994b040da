// What HTML alone can't do: rows of a form, sending once, opening what a link points to.
"use strict";

document.addEventListener("htmx:configRequest", (event) => {
  const id = event.target.dataset?.addRow;
  if (!id) return;
  const body = document.getElementById(id);
  const next = Number(body.dataset.next ?? body.rows.length);
  body.dataset.next = String(next + 1);
  event.detail.parameters.key = String(next);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-remove-row]");
  if (!button) return;
  const body = button.closest("tbody");
  body.dataset.next ??= String(body.rows.length);
  button.closest("tr").remove();
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-once]")) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});

window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("[data-sent]")) delete form.dataset.sent;
});

// What is typed into a form of a case is kept at the server, so that it outlives the page.
const typing = new Map();

function keep(form) {
  clearTimeout(typing.get(form));
  typing.delete(form);
  const fields = [...new FormData(form)].filter(([, value]) => typeof value === "string");
  const body = new URLSearchParams(fields);
  return fetch(form.dataset.keep, { method: "POST", body, keepalive: true, redirect: "manual" }).catch(() => {});
}

function keepAll() {
  return Promise.all([...typing.keys()].map(keep));
}

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-keep]");
  if (!form) return;
  clearTimeout(typing.get(form));
  typing.set(form, setTimeout(keep, 1500, form));
});

document.addEventListener("submit", (event) => {
  clearTimeout(typing.get(event.target));
  typing.delete(event.target);
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.button;
  if (!typing.size || !link || elsewhere || link.origin !== location.origin) return;
  if (link.pathname === location.pathname && link.hash) return;
  event.preventDefault();
  keepAll().then(() => location.assign(link.href));
});

window.addEventListener("pagehide", keepAll);

// Cells that were copied in a spreadsheet and pasted into a row go into the rows, all of them.
document.addEventListener("paste", (event) => {
  const body = event.target.closest?.(".row-table tbody");
  const text = event.clipboardData.getData("text/plain");
  const area = body && document.querySelector(`[data-pasted="${body.id}"]`);
  if (!area || !/\t|\n./.test(text)) return;
  event.preventDefault();
  area.value = text;
  area.form.requestSubmit(area.closest("details").querySelector("[name=table]"));
});

function openTarget() {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  if (!target) return;
  if (target.matches("[data-tab]:not([aria-current])")) location.replace(target.href);
  for (let part = target; part; part = part.parentElement) {
    if (part instanceof HTMLDetailsElement) part.open = true;
  }
  target.scrollIntoView();
}

// What became of what was sent is the first thing that is read, wherever on the page it stands.
function tellResult() {
  document.getElementById("result")?.focus();
}

window.addEventListener("hashchange", openTarget);
document.addEventListener("DOMContentLoaded", () => {
  openTarget();
  tellResult();
});
