// Nothing typed is lost: the form is kept on this phone, encrypted, as it is typed, and on the server a moment later, until
// the visit itself is saved. Another phone of the same person goes on from the server's.
"use strict";

Kusiao.drafts = (() => {
  const { vault } = Kusiao;
  const form = document.querySelector("form[data-draft]");
  const LEFT_OUT = new Set(["csrfmiddlewaretoken", "photo", "device", "number", "photo_sent", "whole"]);
  const drafts = { stop() {}, begun: Promise.resolve() };
  if (!form) return drafts;

  const status = document.querySelector("[data-draft-status]");
  const discard = document.querySelector("[data-draft-discard]");
  const search = new URLSearchParams(location.search);
  const clock = (moment) =>
    new Intl.DateTimeFormat("th-TH", { hour: "2-digit", minute: "2-digit", hour12: false }).format(moment);

  const fields = () => {
    const told = {};
    for (const [name, value] of new FormData(form)) if (!LEFT_OUT.has(name)) (told[name] ??= []).push(value);
    return told;
  };
  const fill = (told, only) => {
    for (const box of form.elements) {
      if (!box.name || LEFT_OUT.has(box.name) || (only && !only.includes(box.name))) continue;
      const values = told[box.name] ?? [];
      if (box.type === "checkbox" || box.type === "radio") box.checked = values.includes(box.value);
      else box.value = values[0] ?? "";
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };

  let stopped = false;
  let unsent = 0;
  let words = "";
  const say = (told = words) => {
    words = told;
    status.textContent = [words, unsent && `ค้างส่ง ${unsent}`].filter(Boolean).join(" · ");
  };
  document.addEventListener("kusiao:unsent", (event) => {
    unsent = event.detail.length;
    say();
  });

  const keepHere = async () => {
    if (stopped) return;
    try {
      await vault.keepDraft(form.dataset.draft, fields(), Kusiao.photo?.current());
      if (!stopped) say(`เก็บร่างในเครื่องแล้ว ${clock(new Date())}`);
    } catch {
      say("เครื่องนี้เก็บร่างไม่ได้ กดบันทึกเยี่ยมก่อนออกจากหน้านี้");
    }
    discard.hidden = false;
  };

  const post = (told) =>
    fetch(`${form.dataset.address}draft/`, {
      method: "POST",
      body: told,
      headers: { "X-CSRFToken": document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "" },
      redirect: "manual",
      keepalive: true,
    });
  const keepThere = async () => {
    if (stopped) return;
    const told = new URLSearchParams({ sender: vault.owner ?? "" });
    for (const [name, values] of Object.entries(fields())) for (const value of values) told.append(name, value);
    try {
      const answer = await post(told);
      if (answer.status === 200 && !stopped) say(`บันทึกร่างแล้ว ${(await answer.json()).at}`);
    } catch {
      // without a signal the draft on the phone is what there is
    }
  };

  const timers = {};
  const soon = (name, act, wait) => {
    clearTimeout(timers[name]);
    timers[name] = setTimeout(() => ((timers[name] = 0), act()), wait);
  };
  const touched = () => {
    if (vault.able) soon("here", keepHere, 300);
    soon("there", keepThere, 2500);
  };
  // A page may be closed, or the phone put away, between a tap and the next save.
  const flush = () => {
    if (timers.here) soon("here", keepHere, 0);
    if (timers.there) soon("there", keepThere, 0);
  };

  drafts.stop = () => {
    stopped = true;
    Object.values(timers).forEach(clearTimeout);
  };
  drafts.fields = fields;
  document.addEventListener("kusiao:emptied", () => {
    drafts.stop();
    say("ออกจากระบบแล้วในอีกหน้าหนึ่ง เข้าสู่ระบบอีกครั้งก่อนเขียนต่อ หรือกดบันทึกเยี่ยมเพื่อเก็บไว้ส่งภายหลัง");
  });

  const trip = async () => {
    const before = search.get("from") && (await vault.visit(search.get("from")));
    if (before) fill(before.fields, ["visited_on", "done", "latitude", "longitude"]);
  };
  const restore = async () => {
    const waiting = search.get("edit") && (await vault.visit(search.get("edit")));
    const draft = waiting ?? (await vault.draft(form.dataset.draft));
    const serverHas = Number(form.dataset.draftSaved || 0);
    const newer = draft && (draft.fields.key?.[0] === form.dataset.draftKey || draft.savedAt >= serverHas);
    if (waiting || newer) {
      fill(draft.fields);
      if (draft.photo) Kusiao.photo?.show(draft.photo);
      say(`นำร่างที่พิมพ์ค้างไว้เมื่อ ${clock(draft.savedAt ?? Date.parse(draft.fields.captured_at))} กลับมาแล้ว`);
    } else {
      form.elements.key.value = crypto.randomUUID();
      if (serverHas) say(`นำร่างที่บันทึกไว้เมื่อ ${clock(serverHas)} กลับมาแล้ว`);
      else await trip();
    }
    discard.hidden = !(draft || serverHas);
  };

  const begin = async () => {
    if (vault.able && "draftBound" in form.dataset) await keepHere();
    else if (vault.able) await restore();
    form.addEventListener("input", touched);
    form.addEventListener("change", touched);
    document.addEventListener("kusiao:photo", touched);
    window.addEventListener("pagehide", flush);
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && flush());
    form.dataset.ready = "yes";
  };

  discard.addEventListener("click", async () => {
    drafts.stop();
    if (vault.able) await vault.dropDraft(form.dataset.draft);
    await post(new URLSearchParams({ discard: "1" })).catch(() => {});
    location.assign(location.pathname);
  });

  drafts.begun = (Kusiao.filled ?? Promise.resolve()).then(begin);
  return drafts;
})();
