// Opens the visit form where there is no signal. It keeps pages that say nothing of anybody, and never touches what is sent.
"use strict";

const CACHE = "kusiao-{{ version }}";
const SHELL = "{{ shell }}";
const KEPT = new Set({{ kept|safe }});
const PLACES = /^\/(officers\/(phone\/|households\/[0-9a-f-]{36}\/visit\/)?)?$/;
const PATIENCE = 12000;

self.addEventListener("install", (event) => {
  const bare = (address) => new Request(address, { credentials: "omit" });
  const keep = async () => (await caches.open(CACHE)).addAll([...KEPT, SHELL].map(bare));
  event.waitUntil(keep().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const sweep = async () => {
    for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(sweep());
});

// The line first; where it is down, or too slow to wait for, the page that the phone keeps.
const page = (request) => {
  const enough = new Promise((_done, fail) => setTimeout(fail, PATIENCE));
  return Promise.race([fetch(request), enough]).catch(() => caches.match(SHELL));
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate" && PLACES.test(address.pathname)) event.respondWith(page(request));
  else if (KEPT.has(address.pathname)) event.respondWith(caches.match(address.pathname).then((kept) => kept ?? fetch(request)));
});
