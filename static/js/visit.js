// Chips that write: one tap puts the words into the box, another takes them out; the box stays open to change.
"use strict";

(() => {
  const chipsThatWrite = (chips) => {
    const box = document.getElementById(chips.dataset.chips);
    const joint = chips.dataset.joint;
    const taps = [...chips.querySelectorAll("button")];

    const parts = () => box.value.split(joint.trim() || "\n").map((part) => part.trim()).filter(Boolean);
    const has = (words) => (joint.trim() ? parts().includes(words) : box.value.includes(words));
    const show = () => taps.forEach((tap) => tap.setAttribute("aria-pressed", String(has(tap.dataset.words))));

    const write = (words) => {
      const before = box.value.trim();
      box.value = before ? before + joint + words : words;
    };
    const erase = (words) => {
      box.value = joint.trim()
        ? parts().filter((part) => part !== words).join(joint)
        : box.value.replace(words, "").replace(/ {2,}/g, " ").trim();
    };

    chips.addEventListener("click", (event) => {
      const tap = event.target.closest("button");
      if (!tap) return;
      (has(tap.dataset.words) ? erase : write)(tap.dataset.words);
      box.dispatchEvent(new Event("input", { bubbles: true }));
    });
    box.addEventListener("input", show);
    chips.hidden = !taps.length;
    show();
  };

  // The next date, counted from the day of the visit and written in พ.ศ. as a person would.
  const BUDDHIST = 543;
  const read = (text) => {
    const [day, month, year] = text.split(/\D+/).map(Number);
    return year > 2400 ? new Date(year - BUDDHIST, month - 1, day, 12) : new Date();
  };
  const written = (date) =>
    `${String(date.getDate()).padStart(2, "0")}/${String(date.getMonth() + 1).padStart(2, "0")}/${date.getFullYear() + BUDDHIST}`;
  const later = (date, days, months) => {
    const last = new Date(date.getFullYear(), date.getMonth() + months + 1, 0).getDate();
    return new Date(date.getFullYear(), date.getMonth() + months, (months ? Math.min(date.getDate(), last) : date.getDate()) + days, 12);
  };
  const chipsOfTheNextDate = (chips) => {
    const box = document.getElementById(chips.dataset.next);
    const from = document.getElementById(chips.dataset.from);
    const taps = [...chips.querySelectorAll("button")];
    const of = (tap) => written(later(read(from.value), Number(tap.dataset.days), Number(tap.dataset.months)));
    const show = () => taps.forEach((tap) => tap.setAttribute("aria-pressed", String(box.value === of(tap))));
    chips.addEventListener("click", (event) => {
      const tap = event.target.closest("button");
      if (!tap) return;
      box.value = box.value === of(tap) ? "" : of(tap);
      box.dispatchEvent(new Event("input", { bubbles: true }));
    });
    box.addEventListener("input", show);
    from.addEventListener("input", show);
    chips.hidden = false;
    show();
  };

  Kusiao.written = written;
  (Kusiao.filled ?? Promise.resolve()).then(() => {
    document.querySelectorAll("[data-chips]").forEach(chipsThatWrite);
    document.querySelectorAll("[data-next]").forEach(chipsOfTheNextDate);
  });
})();
