// The page's scripts. All listen at the document, so that they outlive the pages that htmx puts in.
import "./keys.js";
import "./form.js";
import "./live.js";
import "./select.js";

const UNITS = [[86400, "d"], [3600, "h"], [60, "min"], [1, "s"]];

function relative(at) {
  const seconds = Math.round((Date.now() - at) / 1000);
  const length = Math.abs(seconds);
  if (length < 5) return "now";
  const [size, unit] = UNITS.find(([least]) => length >= least);
  const text = `${Math.floor(length / size)} ${unit}`;
  return seconds < 0 ? `in ${text}` : `${text} ago`;
}

setInterval(() => {
  for (const time of document.querySelectorAll("time[datetime]")) {
    const text = relative(Date.parse(time.dateTime));
    if (time.textContent !== text) time.textContent = text;
  }
}, 5000);

const busy = () => document.querySelector(".busy");
let slow;
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.boosted) slow = setTimeout(() => { busy().hidden = false; }, 400);
});
document.addEventListener("htmx:afterRequest", (event) => {
  clearTimeout(slow);
  if (busy()) busy().hidden = true;
});
document.addEventListener("htmx:beforeSwap", (event) => {
  // What follows something stays as it is when an answer fails. Who was logged out meanwhile is sent to the login.
  if (!event.detail.target.hasAttribute("data-follows")) return;
  const { status, responseURL } = event.detail.xhr;
  const loggedOut = new URL(responseURL).pathname === "/login";
  event.detail.shouldSwap = status === 200 && !loggedOut;
  if (loggedOut) location.reload();
});
document.addEventListener("htmx:sendError", () => {
  busy().hidden = false;
  busy().textContent = "The console cannot be reached. What you typed is still here.";
});
document.addEventListener("htmx:afterSettle", () => {
  const notice = document.querySelector("[data-notice]");
  if (notice) notice.focus();
});
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open]");
  if (opener) document.getElementById(opener.dataset.open).showModal();
});
