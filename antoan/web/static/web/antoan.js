// What makes pages pleasant; every page works without it.
document.addEventListener("DOMContentLoaded", () => {
  const errors = document.getElementById("loi");
  if (errors) errors.focus();
  // On a phone the open tab may stand beyond the edge.
  const tab = document.querySelector(".tabs [aria-current]");
  if (tab) tab.parentElement.scrollLeft = tab.offsetLeft - 16;
});
// A form that was sent is not sent twice by an impatient thumb.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent && !form.hasAttribute("data-again")) { event.preventDefault(); return; }
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, 4000);
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-print]");
  if (button) window.print();
});
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const held = document.getElementById(button.dataset.copy);
  try { await navigator.clipboard.writeText(held.textContent); button.textContent = "Đã chép"; }
  catch { getSelection().selectAllChildren(held); } // without https the browser lets us mark it, and the person copies
});
