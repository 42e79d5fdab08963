// Everything works without this file: it saves reloads and adds keys. No key decides anything.
(() => {
  "use strict";
  const root = document.documentElement;
  const OFF = "newsdraft-keys-off";
  const keysOn = () => localStorage.getItem(OFF) === null;
  const said = (text) => { document.getElementById("spoken").textContent = text; };
  const show = () => root.classList.toggle("keys-on", keysOn());
  root.classList.add("script");
  show();

  const box = document.getElementById("keys-on");
  if (box) {
    box.checked = keysOn();
    box.addEventListener("change", () => {
      if (box.checked) localStorage.removeItem(OFF); else localStorage.setItem(OFF, "1");
      show();
    });
  }

  const sentences = () => [...document.querySelectorAll("a.sentence")].sort((a, b) => a.dataset.order - b.dataset.order);
  const choose = (link) => {
    document.querySelectorAll("a.sentence[aria-current]").forEach((each) => each.removeAttribute("aria-current"));
    link.setAttribute("aria-current", "true");
  };
  const step = (by) => {
    const all = sentences();
    if (!all.length) return;
    const now = all.findIndex((each) => each.hasAttribute("aria-current"));
    const next = all[now < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, now + by))];
    next.focus();
    next.click();
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.sentence");
    if (link) choose(link);
  });

  document.addEventListener("keydown", (event) => {
    if (!keysOn() || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (event.key === "n") step(1);
    else if (event.key === "p") step(-1);
    else if (event.key === "e") document.querySelector("#evidence a.button[href*='/edit/']")?.click();
    else if (event.key === "?") location.href = "/help";
    else return;
    event.preventDefault();
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    const place = document.getElementById("evidence");
    if (event.detail.target?.id === "evidence" || event.detail.elt?.id === "evidence") {
      place.scrollTop = 0;
      const findings = place.querySelectorAll(".finding").length;
      said(`Evidence shown, ${findings} finding${findings === 1 ? "" : "s"}`);
    }
  });

  // Leaving an editor with words in it that were not saved asks first.
  const editing = document.getElementById("editing");
  if (editing) {
    const text = editing.querySelector("textarea");
    const before = text.defaultValue;
    let sending = false;
    editing.addEventListener("submit", () => { sending = true; });
    window.addEventListener("beforeunload", (event) => {
      if (!sending && ("unsaved" in editing.dataset || text.value !== before)) event.preventDefault();
    });
  }
})();
