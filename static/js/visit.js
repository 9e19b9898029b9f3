// Chips that write: one tap puts the words into the box, another takes them out; the box stays open to change.
"use strict";

for (const chips of document.querySelectorAll("[data-chips]")) {
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
  chips.hidden = false;
  show();
}
