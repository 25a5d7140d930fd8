// The little that htmx does not do: Enter sends, the box grows, the newest message stays in sight, and what was not sent is said.
"use strict";
(() => {
  const log = () => document.getElementById("log");
  const box = () => document.getElementById("text");
  const touch = matchMedia("(pointer: coarse)").matches;
  let atEnd = true;

  const grow = (area) => {
    if (!area) return;
    area.style.height = "auto";
    area.style.height = Math.min(area.scrollHeight + 2, 180) + "px";
  };
  const toEnd = () => {
    const l = log();
    if (!l) return;
    const last = [...l.querySelectorAll(".bubble:not(.typing)")].pop();
    // An answer that is taller than the window is read from its beginning.
    const tall = last.matches(".theirs") && last.offsetHeight > l.clientHeight;
    const above = last.getBoundingClientRect().top - l.getBoundingClientRect().top;
    l.scrollTop = tall ? l.scrollTop + above : l.scrollHeight;
  };

  document.addEventListener("keydown", (event) => {
    // While an input method composes characters, Enter chooses one.
    if (event.target.id !== "text" || event.key !== "Enter" || event.isComposing || event.keyCode === 229) return;
    if (event.shiftKey || touch) return;
    event.preventDefault();
    const form = event.target.form;
    if (event.target.value.trim() && !form.querySelector("button").disabled) form.requestSubmit();
  });
  document.addEventListener("input", (event) => { if (event.target.id === "text") grow(event.target); });
  document.addEventListener("change", (event) => {
    if (event.target.matches("select[data-submit]")) event.target.form.submit();
  });
  document.addEventListener("click", (event) => {
    const example = event.target.closest("[data-fill]");
    if (!example || !box()) return;
    box().value = example.dataset.fill;
    grow(box());
    box().focus();
  });
  // Without an answer nothing is swapped: the words stay where they are, and a notice says that they were not sent.
  for (const failure of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    document.addEventListener(failure, (event) => {
      const form = event.detail.elt.closest("form");
      if (!form) return;
      form.querySelector(".notice")?.remove();
      const notice = document.createElement("p");
      notice.className = "notice";
      notice.setAttribute("role", "alert");
      notice.textContent = document.getElementById("log").dataset.notSent;
      form.prepend(notice);
    });
  }
  document.addEventListener("htmx:beforeSwap", () => {
    const l = log();
    atEnd = !l || l.scrollHeight - l.scrollTop - l.clientHeight < 120;
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    grow(box());
    if (event.detail.requestConfig && event.detail.requestConfig.verb === "post") {
      if (event.detail.requestConfig.elt.id === "composer" && !touch && box()) box().focus();
      const examples = document.getElementById("examples");
      if (examples && document.querySelector("#messages .mine")) examples.remove();
      atEnd = true;
    }
    if (document.querySelector("#messages .mine")) document.getElementById("examples")?.remove();
    if (atEnd) toEnd();
  });
  document.addEventListener("DOMContentLoaded", () => { toEnd(); grow(box()); if (!touch && box()) box().focus(); });
})();
