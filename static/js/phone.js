// The page that opens without a signal: his families and the form, filled from what this phone keeps, and what waits here.
"use strict";

(() => {
  const { vault, outbox } = Kusiao;
  const part = (name) => document.querySelector(`[data-part=${name}]`);
  const copy = (name) => document.getElementById(name).content.firstElementChild.cloneNode(true);
  const asked = location.pathname.match(/\/households\/([0-9a-f-]{36})\/visit\//)?.[1];
  const search = new URLSearchParams(location.search);

  const family = (household) => {
    const card = copy("family");
    card.querySelector("h2").textContent = household.name;
    card.querySelector("p").textContent = household.place;
    const link = card.querySelector("a");
    const trip = search.get("kept") ? `?from=${search.get("kept")}` : "";
    link.href = `${part("families").dataset.visit}${household.id}/visit/${trip}`;
    return card;
  };

  const waiting = (visit) => {
    const row = copy("waiting");
    row.querySelector("h3").textContent = visit.name;
    row.querySelector("[data-day]").textContent = visit.fields.visited_on?.[0] ?? "";
    row.querySelector("[data-told]").textContent = [visit.fields.met, visit.fields.done, visit.fields.changed].flat().filter(Boolean).join(" · ");
    row.querySelector("[data-problem]").textContent = (visit.problem ?? []).map((one) => one.words).join(" ");
    row.querySelector("a").href = `${visit.address}?edit=${visit.key}`;
    row.querySelector("button").addEventListener("click", async () => {
      if (!window.confirm("ทิ้งบันทึกเยี่ยมฉบับนี้หรือไม่ ทิ้งแล้วเอากลับมาไม่ได้")) return;
      await vault.dropVisit(visit.key);
      await outbox.show();
    });
    return row;
  };

  const home = async () => {
    const families = await vault.households();
    part("families").replaceChildren(...families.map(family));
    part("nobody").hidden = families.length > 0;
    part("kept").hidden = !search.get("kept");
    const list = async () => {
      const visits = await vault.visits();
      part("waiting").replaceChildren(...visits.map(waiting));
      part("nothing").hidden = visits.length > 0;
      if (!visits.some((visit) => visit.key === search.get("kept"))) part("kept").hidden = true;
    };
    document.addEventListener("kusiao:unsent", list);
    await list();
  };

  const form = async () => {
    const household = (await vault.households()).find((one) => one.id === asked);
    if (!household) return false;
    const box = document.querySelector("form[data-draft]");
    Object.assign(box.dataset, { draft: household.id, address: location.pathname, name: household.name });
    part("name").textContent = household.name;
    part("place").textContent = household.place;
    box.elements.visited_on.value = Kusiao.written(new Date());
    const chips = household.met.map(([short, words]) => {
      const tap = Object.assign(document.createElement("button"), { type: "button", className: "tap", textContent: short });
      tap.dataset.words = words;
      return tap;
    });
    document.querySelector("[data-chips=id_met]").append(...chips);
    return true;
  };

  const begin = async () => {
    const writing = vault.able && asked && (await form());
    part("home").hidden = Boolean(writing);
    for (const shown of document.querySelectorAll("[data-part=form], [data-part=acts]")) shown.hidden = !writing;
    if (!writing && vault.able) await home();
  };
  Kusiao.filled = new Promise((ready) => document.addEventListener("DOMContentLoaded", ready)).then(begin);
})();
