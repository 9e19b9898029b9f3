// Redraws every bar of work under way each second. Without scripts the page reloads itself.
"use strict";

async function follow(bar) {
  while (bar.dataset.over === "no") {
    await new Promise((later) => setTimeout(later, 1000));
    try {
      const answer = await fetch(bar.dataset.job, { headers: { "HX-Request": "true" } });
      if (!answer.ok || answer.redirected) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-job]");
      bar.replaceWith(fresh);
      bar = fresh;
    } catch {
      // The line is down for a moment; ask again.
    }
  }
  if (bar.dataset.then) location.assign(bar.dataset.then);
  else location.reload();
}

for (const bar of document.querySelectorAll("[data-job][data-over=no]")) follow(bar);
