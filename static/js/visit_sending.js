// Saving a visit: first it is safe on the phone, then it goes. Where this browser cannot keep it, the form is posted as ever.
"use strict";

(() => {
  const { vault, outbox, drafts } = Kusiao;
  const form = document.querySelector("form[data-draft]");
  if (!form || !vault.able) return;
  const button = document.querySelector(`button[type=submit][form="${form.id}"]`);
  let under = false;

  const unmarked = () => {
    document.getElementById("problems")?.remove();
    form.querySelectorAll(".told-by-server").forEach((sentence) => sentence.remove());
    form.querySelectorAll(".is-invalid").forEach((box) => box.classList.remove("is-invalid"));
  };
  const sentence = (words, tag = "p") => Object.assign(document.createElement(tag), { textContent: words });
  const mark = ({ id, words }) => {
    const box = document.getElementById(id) ?? document.querySelector(`[id^="${id}_"]`);
    if (!box) return;
    box.classList.add("is-invalid");
    const told = sentence(words);
    told.className = "invalid-feedback d-block told-by-server";
    (box.closest("fieldset, .photo, form > div") ?? box.parentElement).append(told);
  };
  const line = ({ id, words }) => {
    const row = document.createElement("li");
    const link = sentence(words, id ? "a" : "span");
    if (id) link.href = `#${id}`;
    row.append(link);
    return row;
  };
  const show = (problems) => {
    const box = document.createElement("div");
    Object.assign(box, { id: "problems", className: "problems", tabIndex: -1 });
    box.setAttribute("role", "alert");
    const list = document.createElement("ul");
    list.append(...problems.map(line));
    box.append(sentence(`ต้องแก้ ${problems.length} จุดก่อนส่ง`, "h2"), list);
    form.before(box);
    problems.forEach(mark);
    box.focus();
  };

  // Nobody stands waiting for a weak signal: the visit is safe, and goes on its own.
  const PATIENCE = 12000;
  const sent = async (key) => {
    await vault.dropDraft(form.dataset.draft);
    await Promise.race([outbox.send(), new Promise((enough) => setTimeout(enough, PATIENCE))]);
    const outcome = outbox.outcome(key) ?? {};
    if (outcome.saved) return location.assign(outcome.saved);
    if (outcome.problem) return show(outcome.problem);
    return location.assign(`${form.dataset.phone}?kept=${key}`);
  };

  const save = async () => {
    unmarked();
    const { elements } = form;
    elements.key.value ||= crypto.randomUUID();
    elements.captured_at.value ||= new Date().toISOString();
    const visit = { key: elements.key.value, address: form.dataset.address, name: form.dataset.name, fields: drafts.fields() };
    navigator.storage?.persist?.().catch(() => {});
    await vault.putVisit(visit, Kusiao.photo?.current());
    drafts.stop();
    await sent(visit.key);
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (under) return; // pressed twice
    under = true;
    button.disabled = true;
    await drafts.begun;
    try {
      await save();
    } catch {
      form.submit(); // the phone has no room: straight to the server
    } finally {
      under = false;
      button.disabled = false;
    }
  });
})();
