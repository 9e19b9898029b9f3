// Nothing typed is lost: a form with data-draft is kept on this device until the server has confirmed it, and is
// wiped at sign-out. The key inside the draft makes a second sending harmless.
"use strict";

(() => {
  const PREFIX = "kusiao-draft:";
  const DAYS = 14;
  const SECRET = new Set(["csrfmiddlewaretoken"]);
  let leaving = false;

  const read = (name) => {
    try {
      return JSON.parse(localStorage.getItem(PREFIX + name));
    } catch {
      return null;
    }
  };
  const drafts = () => Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
  const clock = (moment) =>
    new Intl.DateTimeFormat("th-TH", { hour: "2-digit", minute: "2-digit", hour12: false }).format(new Date(moment));

  const forgetOld = () => {
    for (const name of drafts()) {
      const draft = read(name.slice(PREFIX.length));
      if (!draft || Date.now() - draft.savedAt > DAYS * 86400000) localStorage.removeItem(name);
    }
  };

  const forgetSaved = () => {
    for (const told of document.querySelectorAll("[data-draft-saved]")) {
      const draft = read(told.dataset.draftSaved);
      if (draft && draft.fields.key?.[0] === told.dataset.key) localStorage.removeItem(PREFIX + told.dataset.draftSaved);
    }
  };

  const askBeforeLeaving = (leave) => {
    leave.addEventListener("submit", (event) => {
      const unsent = drafts();
      const sure = `มีร่างบันทึกเยี่ยมที่ยังไม่ได้ส่ง ${unsent.length} ฉบับ ถ้าออกจากระบบ ร่างจะถูกลบจากเครื่องนี้ ออกจากระบบหรือไม่`;
      if (unsent.length && !window.confirm(sure)) {
        event.preventDefault();
        return;
      }
      leaving = true;
      unsent.forEach((name) => localStorage.removeItem(name));
    });
  };

  const collect = (form) => {
    const fields = {};
    for (const [name, value] of new FormData(form)) {
      if (!SECRET.has(name)) (fields[name] ??= []).push(value);
    }
    return fields;
  };

  const fill = (form, fields) => {
    for (const box of form.elements) {
      if (!box.name || SECRET.has(box.name)) continue;
      const values = fields[box.name] ?? [];
      if (box.type === "checkbox" || box.type === "radio") box.checked = values.includes(box.value);
      else box.value = values[0] ?? "";
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };

  const keep = (form) => {
    const name = form.dataset.draft;
    const status = document.querySelector("[data-draft-status]");
    const discard = document.querySelector("[data-draft-discard]");
    const say = (words) => {
      status.textContent = words;
      discard.hidden = false;
    };
    const save = () => {
      if (leaving) return;
      try {
        localStorage.setItem(PREFIX + name, JSON.stringify({ savedAt: Date.now(), fields: collect(form) }));
        say(`บันทึกร่างในเครื่องแล้ว ${clock(Date.now())}`);
      } catch {
        say("เครื่องนี้เก็บร่างไม่ได้ กดบันทึกเยี่ยมก่อนออกจากหน้านี้");
      }
    };

    const draft = read(name);
    if ("draftBound" in form.dataset) save();
    else if (draft) {
      fill(form, draft.fields);
      say(`นำร่างที่พิมพ์ค้างไว้เมื่อ ${clock(draft.savedAt)} กลับมาแล้ว`);
    } else if (window.crypto?.randomUUID) form.elements.key.value = crypto.randomUUID();

    let waiting = 0;
    const soon = () => {
      clearTimeout(waiting);
      waiting = setTimeout(now, 300);
    };
    const now = () => {
      clearTimeout(waiting);
      waiting = 0;
      save();
    };
    // A page may be closed, or the phone put away, between a tap and the next save.
    const flush = () => waiting && now();
    window.addEventListener("pagehide", flush);
    document.addEventListener("visibilitychange", flush);
    form.addEventListener("input", soon);
    form.addEventListener("change", soon);
    form.addEventListener("submit", () => {
      form.elements.captured_at.value ||= new Date().toISOString();
      now();
    });
    discard.addEventListener("click", () => {
      clearTimeout(waiting);
      waiting = 0;
      localStorage.removeItem(PREFIX + name);
      window.location.assign(window.location.pathname);
    });
  };

  forgetOld();
  forgetSaved();
  const signOut = document.querySelector("form.leave")?.action;
  [...document.forms].filter((form) => form.action === signOut).forEach(askBeforeLeaving);
  document.querySelectorAll("form[data-draft]").forEach(keep);
})();
