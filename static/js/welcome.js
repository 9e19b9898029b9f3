// A phone that was reported lost keeps nothing: signed in or not, it asks whether it is still welcome.
"use strict";

(globalThis.Kusiao ??= {}).askWelcome = async () => {
  try {
    const answer = await fetch("/officers/devices/welcome/", { credentials: "same-origin" });
    if ((await answer.json()).welcome !== false) return;
    await Kusiao.vault?.close();
    localStorage.removeItem("kusiao-owner");
    indexedDB.deleteDatabase("kusiao");
  } catch {
    // no line, no answer
  }
};

if (!document.documentElement.dataset.owner && localStorage.getItem("kusiao-owner")) Kusiao.askWelcome();
