/* What every page may need: asking before something weighty, and going back on copied text. No page depends on it. */
(function () {
  "use strict";

  document.addEventListener("submit", function (event) {
    var question = event.target.getAttribute("data-sure");
    if (question && !window.confirm(question)) {
      event.preventDefault();
      return;
    }
    // A second click on a slow line must not send twice.
    var form = event.target;
    if (form.method === "post" && !event.defaultPrevented) {
      window.setTimeout(function () {
        form.querySelectorAll("button:not([type=button])").forEach(function (button) { button.disabled = true; });
      }, 0);
      window.setTimeout(function () {
        form.querySelectorAll("button:not([type=button])").forEach(function (button) { button.disabled = false; });
      }, 8000);
    }
  });

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-copy]");
    if (!button) { return; }
    var source = document.getElementById(button.getAttribute("data-copy"));
    var done = button.getAttribute("data-copied");
    source.focus();
    source.select();
    if (document.execCommand("copy") && done) { button.textContent = done; }
  });

  // On a phone the rows of tabs scroll sideways: bring the open one into sight.
  document.querySelectorAll(".nav, .tabs-in").forEach(function (row) {
    var open = row.querySelector("[aria-current]");
    if (open) { row.scrollLeft = open.offsetLeft - row.offsetLeft - 48; }
  });

  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-print]")) { window.print(); }
  });
})();
