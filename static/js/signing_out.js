// Signing out empties the phone. Where a visit was not sent yet, it is tried once more, and then the person is asked.
"use strict";

(() => {
  const { vault, outbox } = Kusiao;
  const address = document.querySelector("form.leave")?.action;
  if (!vault.able || !address) return;

  const unsent = async () => {
    if (await vault.count()) await outbox.send().catch(() => {});
    return { visits: await vault.count(), drafts: await vault.draftCount() };
  };
  const question = ({ visits, drafts }) => {
    const parts = [visits && `บันทึกเยี่ยมค้างส่ง ${visits} ฉบับ`, drafts && `ร่างบันทึกเยี่ยม ${drafts} ฉบับ`];
    return `มี${parts.filter(Boolean).join(" และ")} ถ้าออกจากระบบ จะถูกลบจากเครื่องนี้ ออกจากระบบหรือไม่`;
  };

  for (const form of document.forms) {
    if (form.action !== address) continue;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const left = await unsent();
      if ((left.visits || left.drafts) && !window.confirm(question(left))) return;
      Kusiao.drafts?.stop();
      await vault.empty();
      form.submit();
    });
  }
})();
