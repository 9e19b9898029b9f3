// Visits that wait are sent by the page itself, whenever it can: on opening, when the line is back, when the page is
// looked at again, and each minute. The key of a visit makes a second sending harmless, so in doubt it is sent again.
"use strict";

Kusiao.outbox = (() => {
  const { vault } = Kusiao;
  const PATIENCE = 60000;
  const words = {
    offline: "ส่งเองเมื่อมีสัญญาณ",
    later: "ระบบยังไม่พร้อมรับ จะส่งใหม่เอง",
    signIn: "ลงชื่อเข้าใช้อีกครั้งแล้วจะส่งเอง",
    mend: "มีฉบับที่ต้องแก้ก่อนส่ง",
  };

  // A line that neither carries nor breaks would hold up all that waits.
  const patience = () => AbortSignal.timeout?.(PATIENCE);
  const cookie = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
  const token = async (afresh) => {
    if (afresh || !cookie()) await fetch("/", { credentials: "same-origin", signal: patience() });
    return cookie() ?? "";
  };

  const digest = async (blob) => {
    const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", await blob.arrayBuffer()));
    return [...sum].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  };

  const body = async (visit) => {
    const form = new FormData();
    for (const [name, values] of Object.entries(visit.fields)) for (const value of values) form.append(name, value);
    form.set("sender", vault.owner);
    form.set("device", visit.device);
    form.set("number", visit.number);
    if (visit.photo) {
      form.set("photo", visit.photo, "photo.jpg");
      form.set("photo_sent", await digest(visit.photo));
    }
    form.append("whole", "1"); // last: without it the server knows that the line broke in the middle
    return form;
  };

  const post = async (visit, afresh) =>
    fetch(visit.address, {
      method: "POST",
      body: await body(visit),
      headers: { Accept: "application/json", "X-CSRFToken": await token(afresh) },
      credentials: "same-origin",
      redirect: "manual",
      signal: patience(),
    });

  // {saved}, {taken}, {problem}, or {wait: why}: only the first two let go of the visit.
  const sendOne = async (visit) => {
    try {
      let answer = await post(visit);
      if (answer.status === 403) answer = await post(visit, true); // the page was older than the sign-in
      if (answer.type === "opaqueredirect" || answer.status === 403 || answer.status === 409) return { wait: "signIn" };
      if (answer.status === 200) return { saved: (await answer.json()).saved };
      if (answer.status === 202) return { taken: true };
      if (answer.status === 422) return { problem: (await answer.json()).problems };
      if (answer.status === 404)
        return { problem: [{ id: "", words: "คุณไม่ได้เป็นคู่เสี่ยวของครัวเรือนนี้ในวันที่เขียน คัดลอกข้อความไว้แล้วแจ้งผู้ประสานงานอำเภอ" }] };
      return { wait: "later" };
    } catch {
      return { wait: "offline" };
    }
  };

  const outcomes = new Map();
  let why = "offline";

  const sendAll = async () => {
    for (const visit of await vault.visits()) {
      if (visit.problem) continue;
      const outcome = await sendOne(visit);
      outcomes.set(visit.key, outcome);
      if (outcome.wait) {
        why = outcome.wait;
        if (why === "later") continue; // what is wrong with one holds up no other
        if (why === "signIn") await Kusiao.askWelcome();
        return;
      }
      if (outcome.problem) await vault.mark(visit.key, outcome.problem);
      else await vault.dropVisit(visit.key, visit.mark);
      await show();
    }
  };

  // One sender at a time, on this page and on any other that is open.
  let under;
  const send = () => {
    const alone = () => (navigator.locks ? navigator.locks.request("kusiao-outbox", sendAll) : sendAll());
    under = (under ?? Promise.resolve()).then(alone, alone).then(show);
    return under;
  };

  const show = async () => {
    const rows = await vault.rows();
    const place = document.getElementById("unsent");
    const mend = rows.some((row) => row.problem);
    if (place) {
      place.hidden = !rows.length;
      place.querySelector("[data-count]").textContent = `ค้างส่ง ${rows.length}`;
      place.querySelector("[data-why]").textContent = words[mend ? "mend" : why];
      place.querySelector("[data-sign-in]").hidden = mend || why !== "signIn";
    }
    document.dispatchEvent(new CustomEvent("kusiao:unsent", { detail: rows }));
  };

  const outbox = { send, show, outcome: (key) => outcomes.get(key) };
  if (!vault.able) return outbox;

  const whenever = () => vault.count().then((waiting) => waiting && send());
  window.addEventListener("online", whenever);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && whenever());
  setInterval(whenever, 60000);
  show().then(whenever);

  // What the phone keeps of his families is what this page says, no more.
  const families = document.getElementById("kept-on-the-phone");
  if (families) vault.keepHouseholds(JSON.parse(families.textContent));
  else if (document.documentElement.dataset.visits === "no") vault.keepHouseholds([]);

  // Posted by the form itself, where the phone had no room for it.
  for (const told of document.querySelectorAll("[data-draft-saved]")) {
    vault.dropVisit(told.dataset.key).then(() => vault.dropDraft(told.dataset.draftSaved)).then(show);
  }

  // A number that is still here is not lost.
  const gaps = document.querySelectorAll("[data-gap]");
  if (gaps.length)
    vault.rows().then((rows) => {
      const here = new Set(rows.map((row) => `${row.device}:${row.number}`));
      for (const gap of gaps) gap.hidden = here.has(gap.dataset.gap);
    });

  if (document.documentElement.dataset.visits === "yes" && navigator.serviceWorker)
    window.addEventListener("load", () => navigator.serviceWorker.register("/sw.js").catch(() => {}));
  return outbox;
})();
