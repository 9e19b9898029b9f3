// What waits on this phone, encrypted under a key that no script can take out of it. Rows of one person are opened for
// nobody else; only unsent visits of others stay, closed, until their writer signs in again.
"use strict";

const Kusiao = (globalThis.Kusiao ??= {});

Kusiao.vault = (() => {
  const remembered = "kusiao-owner";
  const told = document.documentElement.dataset.owner;
  const owner = (() => {
    try {
      if (told) localStorage.setItem(remembered, told);
      return told || localStorage.getItem(remembered);
    } catch {
      return told;
    }
  })();
  const able = Boolean(owner && globalThis.idb && globalThis.indexedDB && globalThis.crypto?.subtle);

  let opened;
  const open = () =>
    (opened ??= idb.openDB("kusiao", 1, {
      upgrade(db) {
        for (const name of ["keys", "devices", "households", "drafts", "visits"]) db.createObjectStore(name);
      },
      terminated() {
        opened = undefined;
      },
    }));

  const own = (name) => `${owner}:${name}`;
  const ownRows = () => IDBKeyRange.bound(`${owner}:`, `${owner}:\uffff`);

  // The key of this sign-in: made when it is first needed, gone with signing out.
  let held;
  const key = () =>
    (held ??= (async () => {
      const db = await open();
      const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
      const tx = db.transaction("keys", "readwrite");
      const before = await tx.store.get(owner);
      if (!before) await tx.store.put(made, owner);
      await tx.done;
      return before ?? made;
    })());

  const seal = async (bytes) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    return { iv, box: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await key(), bytes) };
  };
  const unseal = async (sealed) => crypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.iv }, await key(), sealed.box);
  const sealThing = (thing) => seal(new TextEncoder().encode(JSON.stringify(thing)));
  const unsealThing = async (sealed) => JSON.parse(new TextDecoder().decode(await unseal(sealed)));

  // A written thing with its picture, if there is one.
  const sealWritten = async (thing, photo) => ({
    told: await sealThing(thing),
    photo: photo ? await seal(await photo.arrayBuffer()) : null,
  });
  const unsealWritten = async (row) => ({
    ...(await unsealThing(row.told)),
    photo: row.photo ? new Blob([await unseal(row.photo)], { type: "image/jpeg" }) : null,
  });

  const vault = { able, owner };

  vault.keepDraft = async (household, fields, photo) =>
    (await open()).put("drafts", await sealWritten({ fields, savedAt: Date.now() }, photo), own(household));

  vault.draft = async (household) => {
    const row = await (await open()).get("drafts", own(household));
    try {
      return row && (await unsealWritten(row));
    } catch {
      return undefined; // of an earlier sign-in, whose key is gone
    }
  };

  vault.dropDraft = async (household) => (await open()).delete("drafts", own(household));

  // The number of the visit is given in the same stroke in which it is kept: no number is used twice, none is skipped.
  vault.putVisit = async (visit, photo) => {
    const sealed = await sealWritten(visit, photo);
    const tx = (await open()).transaction(["devices", "visits"], "readwrite", { durability: "strict" });
    const [devices, visits] = [tx.objectStore("devices"), tx.objectStore("visits")];
    const device = (await devices.get(owner)) ?? { id: crypto.randomUUID(), next: 1 };
    const before = await visits.get(own(visit.key));
    const number = before?.number ?? device.next++;
    await devices.put(device, owner);
    // Another writing of the same visit has another mark: what was sent before it does not take it away.
    const mark = crypto.randomUUID();
    await visits.put({ ...sealed, key: visit.key, device: device.id, number, mark, problem: null }, own(visit.key));
    await tx.done;
  };

  vault.rows = async () => {
    const rows = await (await open()).getAll("visits", ownRows());
    return rows.sort((one, other) => one.number - other.number);
  };
  // One that cannot be opened any more holds up no other: it is shown, to be thrown away.
  const lost = [{ id: "", words: "เปิดบันทึกฉบับนี้ไม่ได้แล้ว เพราะเก็บไว้ก่อนออกจากระบบครั้งก่อน ทิ้งฉบับนี้แล้วเขียนใหม่" }];
  vault.visits = async () =>
    Promise.all(
      (await vault.rows()).map(async (row) => {
        try {
          return { ...row, ...(await unsealWritten(row)) };
        } catch {
          return { ...row, fields: {}, photo: null, problem: lost };
        }
      }),
    );
  vault.visit = async (wanted) => (await vault.visits()).find((visit) => visit.key === wanted);
  vault.count = async () => (await open()).count("visits", ownRows());

  // Why the server would not take it: it stays until its writer has mended it or thrown it away.
  vault.mark = async (wanted, problem) => {
    const tx = (await open()).transaction("visits", "readwrite");
    const row = await tx.store.get(own(wanted));
    if (row) await tx.store.put({ ...row, problem }, own(wanted));
    await tx.done;
  };

  // With a mark: only the writing that was sent.
  vault.dropVisit = async (wanted, mark) => {
    const tx = (await open()).transaction("visits", "readwrite");
    const row = await tx.store.get(own(wanted));
    if (row && (mark === undefined || row.mark === mark)) await tx.store.delete(own(wanted));
    await tx.done;
  };

  vault.keepHouseholds = async (list) => {
    const sealed = await sealThing(list);
    const tx = (await open()).transaction("households", "readwrite");
    for (const other of await tx.store.getAllKeys()) if (other !== owner) await tx.store.delete(other);
    await tx.store.put(sealed, owner);
    await tx.done;
  };

  vault.households = async () => {
    const sealed = await (await open()).get("households", owner);
    try {
      return sealed ? await unsealThing(sealed) : [];
    } catch {
      return [];
    }
  };

  vault.draftCount = async () => (await open()).count("drafts", ownRows());

  // Signing out. The device and its numbers stay: what is thrown away here is missed by the server, as it should be.
  vault.empty = async () => {
    const tx = (await open()).transaction(["keys", "households", "drafts", "visits"], "readwrite");
    await tx.objectStore("keys").delete(owner);
    await tx.objectStore("households").delete(owner);
    await tx.objectStore("drafts").delete(ownRows());
    await tx.objectStore("visits").delete(ownRows());
    await tx.done;
    held = undefined;
    localStorage.removeItem(remembered);
  };

  vault.close = async () => {
    if (opened) (await opened).close();
    opened = held = undefined;
  };

  return vault;
})();
