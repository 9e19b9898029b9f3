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

  // The key of this sign-in: made when it is first needed, gone with signing out. It is asked for each time, so that a
  // page that stands open in another tab does not go on under a key that is gone; `mark` tells one key from the next.
  const markOf = (store) => store.get(own("mark"));
  const key = async () => {
    const db = await open();
    const found = await db.get("keys", owner);
    if (found) return { key: found, mark: await db.get("keys", own("mark")) };
    const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    const tx = db.transaction("keys", "readwrite");
    if (!(await tx.store.get(owner))) {
      await tx.store.put(made, owner);
      await tx.store.put(crypto.randomUUID(), own("mark"));
    }
    await tx.done;
    return key();
  };

  const seal = async (bytes, held) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    return { iv, box: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, held, bytes) };
  };
  const unseal = async (sealed, held) => crypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.iv }, held, sealed.box);
  const sealThing = (thing, held) => seal(new TextEncoder().encode(JSON.stringify(thing)), held);
  const unsealThing = async (sealed, held) => JSON.parse(new TextDecoder().decode(await unseal(sealed, held)));

  // A written thing with its picture, if there is one.
  const sealWritten = async (thing, photo, held) => ({
    told: await sealThing(thing, held),
    photo: photo ? await seal(await photo.arrayBuffer(), held) : null,
  });
  const unsealWritten = async (row) => {
    const { key: held } = await key();
    return {
      ...(await unsealThing(row.told, held)),
      photo: row.photo ? new Blob([await unseal(row.photo, held)], { type: "image/jpeg" }) : null,
    };
  };

  // What is sealed lies in the store only together with its key: where another tab signed out in between, it is sealed anew.
  const keep = async (stores, sealing, write) => {
    for (;;) {
      const used = await key();
      const sealed = await sealing(used.key);
      const tx = (await open()).transaction(["keys", ...stores], "readwrite", { durability: "strict" });
      const keys = tx.objectStore("keys");
      if ((await keys.get(owner)) && (await markOf(keys)) === used.mark) {
        await write(sealed, tx);
        return tx.done;
      }
      await tx.done;
    }
  };

  // Other tabs of this browser hear of signing out, and stop keeping what is typed in them.
  const tabs = able && globalThis.BroadcastChannel ? new BroadcastChannel("kusiao") : null;
  if (tabs)
    tabs.onmessage = ({ data }) => data === owner && document.dispatchEvent(new CustomEvent("kusiao:emptied"));

  const vault = { able, owner };

  vault.keepDraft = async (household, fields, photo) =>
    keep(
      ["drafts"],
      (held) => sealWritten({ fields, savedAt: Date.now() }, photo, held),
      (sealed, tx) => tx.objectStore("drafts").put(sealed, own(household)),
    );

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
  vault.putVisit = async (visit, photo) =>
    keep(["devices", "visits"], (held) => sealWritten(visit, photo, held), async (sealed, tx) => {
      const [devices, visits] = [tx.objectStore("devices"), tx.objectStore("visits")];
      const device = (await devices.get(owner)) ?? { id: crypto.randomUUID(), next: 1 };
      const before = await visits.get(own(visit.key));
      const number = before?.number ?? device.next++;
      await devices.put(device, owner);
      // Another writing of the same visit has another mark: what was sent before it does not take it away.
      const mark = crypto.randomUUID();
      await visits.put({ ...sealed, key: visit.key, device: device.id, number, mark, problem: null }, own(visit.key));
    });

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

  vault.keepHouseholds = async (list) =>
    keep(["households"], (held) => sealThing(list, held), async (sealed, tx) => {
      const rows = tx.objectStore("households");
      for (const other of await rows.getAllKeys()) if (other !== owner) await rows.delete(other);
      await rows.put(sealed, owner);
    });

  vault.households = async () => {
    const sealed = await (await open()).get("households", owner);
    try {
      return sealed ? await unsealThing(sealed, (await key()).key) : [];
    } catch {
      return [];
    }
  };

  vault.draftCount = async () => (await open()).count("drafts", ownRows());

  // Signing out. The device and its numbers stay: what is thrown away here is missed by the server, as it should be.
  vault.empty = async () => {
    const tx = (await open()).transaction(["keys", "households", "drafts", "visits"], "readwrite");
    await tx.objectStore("keys").delete(owner);
    await tx.objectStore("keys").delete(own("mark"));
    await tx.objectStore("households").delete(owner);
    await tx.objectStore("drafts").delete(ownRows());
    await tx.objectStore("visits").delete(ownRows());
    await tx.done;
    tabs?.postMessage(owner);
    localStorage.removeItem(remembered);
  };

  vault.close = async () => {
    if (opened) (await opened).close();
    opened = undefined;
  };

  return vault;
})();
