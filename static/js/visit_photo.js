// A photo is made small before it travels, and looked at before it is sent. Place and photo are offered, never demanded.
"use strict";

Kusiao.photo = (() => {
  const LONGEST = 1280;
  const input = document.querySelector("form[data-draft] input[type=file]");
  if (!input) return undefined;
  const seen = document.querySelector("[data-photo]");
  const agreed = document.querySelector("[data-photo-agreed]");
  let photo = null;

  const shrink = async (file) => {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)];
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return new Promise((done, fail) =>
      canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("no picture"))), "image/jpeg", 0.8),
    );
  };

  const show = (blob) => {
    photo = blob;
    const picture = seen.querySelector("img");
    URL.revokeObjectURL(picture.src);
    if (blob) picture.src = URL.createObjectURL(blob);
    else picture.removeAttribute("src");
    seen.hidden = !blob;
    agreed.hidden = !blob;
    if (!blob) agreed.querySelector("input").checked = false;
  };
  const told = () => document.dispatchEvent(new Event("kusiao:photo"));

  input.addEventListener("change", async () => {
    const [file] = input.files;
    if (!file) return;
    // What this browser cannot read goes as it is: the server says whether it can.
    show(await shrink(file).catch(() => file));
    told();
  });
  seen.querySelector("button").addEventListener("click", () => {
    input.value = "";
    input.dispatchEvent(new Event("change"));
    show(null);
    told();
  });
  agreed.hidden = true;
  return { current: () => photo, show };
})();

(() => {
  const place = document.querySelector("[data-place]");
  if (!place || !navigator.geolocation) return;
  const tap = place.querySelector("button");
  const { latitude, longitude } = tap.form.elements;
  const show = () => {
    tap.setAttribute("aria-pressed", String(Boolean(latitude.value)));
    tap.textContent = latitude.value ? tap.dataset.taken : tap.dataset.take;
  };
  const set = (one, other) => {
    [latitude.value, longitude.value] = [one, other];
    latitude.dispatchEvent(new Event("input", { bubbles: true }));
  };
  tap.addEventListener("click", () => {
    if (latitude.value) return set("", "");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => set(coords.latitude.toFixed(5), coords.longitude.toFixed(5)),
      () => (tap.textContent = tap.dataset.failed),
      { timeout: 20000, maximumAge: 60000 },
    );
  });
  latitude.addEventListener("input", show);
  place.hidden = false;
  show();
})();
