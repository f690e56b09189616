// Reviewing by keyboard: the page works with links and buttons alone; this makes it quick.
(() => {
  const list = () => [...document.querySelectorAll("#de-xuat > .proposal")];
  let current = null;

  const light = (item, focus = true) => {
    document.querySelectorAll(".reader mark.lit").forEach((mark) => mark.classList.remove("lit"));
    list().forEach((other) => other.classList.toggle("current", other === item));
    current = item ? item.dataset.proposal : null;
    if (!item) return;
    if (focus) { item.focus({ preventScroll: true }); item.scrollIntoView({ block: "nearest" }); }
    const mark = document.querySelector(`.reader mark[data-proposal="${current}"]`);
    if (mark) {
      mark.classList.add("lit");
      const pane = mark.closest(".pane");
      if (pane && pane.scrollHeight > pane.clientHeight) pane.scrollTop = mark.offsetTop - pane.clientHeight / 3;
    }
  };
  const item = () => list().find((one) => one.dataset.proposal === current);
  const step = (by) => { const all = list(); light(all[Math.min(Math.max(all.indexOf(item()) + by, 0), all.length - 1)]); };
  const nextOpen = (uncertainFirst) => {
    const all = list(), from = all.indexOf(item());
    const after = [...all.slice(from + 1), ...all.slice(0, Math.max(from, 0))];
    const open = after.filter((one) => one.dataset.state === "pending");
    light((uncertainFirst && open.find((one) => one.classList.contains("uncertain"))) || open[0] || item());
  };
  const press = (value) => { const button = item() && item().querySelector(`button[value="${value}"]`); if (button) button.click(); };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input:not([type=checkbox]), textarea, select");
    if (typing) {
      if (event.ctrlKey && event.key === "Enter") { event.preventDefault(); event.target.closest("form").querySelector("button[value=mend]")?.click(); }
      if (event.altKey && event.key.toLowerCase() === "t") { event.preventDefault(); event.target.closest("form").querySelector("[data-split]")?.click(); }
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const deeds = {
      j: () => step(1), k: () => step(-1), n: () => nextOpen(true), x: () => press("reject"), u: () => press("put_back"),
      s: () => item()?.querySelector("[data-mend]")?.click(),
      g: () => item()?.querySelector("input[name=chosen]")?.click(),
      m: () => document.querySelector("#gop button")?.click(),
      Enter: () => { if (!event.target.closest("a, button, summary")) press("accept"); },
    };
    const deed = deeds[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (deed) { event.preventDefault(); deed(); }
  });
  document.addEventListener("click", (event) => {
    const mark = event.target.closest(".reader mark");
    if (mark) light(list().find((one) => one.dataset.proposal === mark.dataset.proposal));
    const split = event.target.closest("[data-split]");
    if (split) { const form = split.form; form.querySelector("[data-at]").value = form.querySelector("textarea").selectionStart; }
  });
  document.addEventListener("focusin", (event) => {
    const inside = event.target.closest("#de-xuat > .proposal");
    if (inside && inside.dataset.proposal !== current) light(inside, false);
  });
  // The sentence on top keeps count; the last decision makes the way onward the page's one primary action.
  const count = () => {
    const open = list().filter((one) => ["pending", "mending"].includes(one.dataset.state));
    const doubtful = open.filter((one) => one.classList.contains("uncertain")).length;
    const said = document.querySelector("[data-left]");
    said.textContent = open.length ? `còn ${open.length} chờ duyệt${doubtful ? ", trong đó " : ""}` : "tất cả đã được duyệt";
    if (doubtful) said.append(Object.assign(document.createElement("strong"), { textContent: `${doubtful} chỗ cần bạn xem lại` }));
    document.querySelector("[data-onward]").classList.toggle("primary", !open.length);
  };
  document.addEventListener("htmx:afterSwap", () => {
    count();
    const fresh = item();
    if (!fresh) return;
    const mark = document.querySelector(`.reader mark[data-proposal="${current}"]`);
    if (mark) { mark.classList.remove("accepted", "rejected", "pending"); mark.classList.add(fresh.dataset.state); }
    fresh.querySelectorAll("[data-split]").forEach((button) => { button.hidden = false; });
    if (fresh.dataset.state === "mending") fresh.querySelector("textarea")?.focus();
    else if (fresh.dataset.state === "pending" || fresh.querySelector("[role=alert]")) light(fresh);
    else nextOpen(false);
  });
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-split]").forEach((button) => { button.hidden = false; });
    const wanted = location.hash.startsWith("#p") && list().find((one) => `#${one.id}` === location.hash);
    light(wanted || list().find((one) => one.dataset.state === "pending" && one.classList.contains("uncertain")) || list()[0], Boolean(wanted));
  });
})();
