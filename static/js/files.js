// The browser names its file button in its own language; here it is named in the page's.
(() => {
  const words = document.currentScript.dataset;
  const dress = (input) => {
    const box = document.createElement("div");
    box.className = "file-choice";
    const button = document.createElement("label");
    button.className = "btn btn-outline-primary";
    button.htmlFor = input.id;
    button.textContent = input.dataset.choose ?? words.choose;
    const name = document.createElement("span");
    name.className = "file-choice-name";
    name.setAttribute("aria-live", "polite");
    const tell = () => {
      name.textContent = [...input.files].map((file) => file.name).join(", ") || (input.dataset.none ?? words.none);
    };
    input.replaceWith(box);
    box.append(input, button, name);
    input.addEventListener("change", tell);
    tell();
  };
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll('input[type="file"][id]').forEach(dress);
  });
})();
