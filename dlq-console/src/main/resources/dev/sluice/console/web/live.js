// Counts as they change, and countdowns. Never touches what one edits.
const events = new EventSource("/events");

events.addEventListener("counts", (event) => {
  const counts = JSON.parse(event.data);
  for (const tab of document.querySelectorAll("[data-tab]")) {
    const count = tab.querySelector(".count");
    const fresh = String(counts[tab.dataset.tab] ?? "");
    if (count.dataset.narrowed || count.textContent === fresh) continue;
    count.textContent = fresh;
    count.classList.remove("changed");
    requestAnimationFrame(() => count.classList.add("changed"));
    if (tab.hasAttribute("aria-current")) document.querySelector(".fresh")?.removeAttribute("hidden");
  }
});

addEventListener("pagehide", () => events.close());

setInterval(() => {
  for (const countdown of document.querySelectorAll("[data-countdown]")) {
    const left = Number(countdown.dataset.countdown) - 1;
    countdown.dataset.countdown = left;
    countdown.textContent = left > 0 ? `${left} s` : "a moment";
    if (left > 0) continue;
    if (countdown.hasAttribute("data-reload")) {
      if (left === -1) document.querySelector("a[data-self]")?.click();
    } else countdown.closest(".toast")?.remove();
  }
}, 1000);
