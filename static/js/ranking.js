/* Moves the bar of a ranking that is being computed, and brings the page anew when it has ended. */
(function () {
  "use strict";

  var box = document.querySelector("[data-ranking]");
  if (!box) { return; }
  var address = box.getAttribute("data-ranking");
  var bar = box.querySelector("progress");
  var words = box.querySelector("[data-words]");

  function look() {
    fetch(address, { credentials: "same-origin", headers: { "X-Requested-With": "fetch" } })
      .then(function (response) {
        if (!response.ok) { throw new Error(String(response.status)); }
        return response.json();
      })
      .then(function (told) {
        if (!told.under_way) {
          window.location.reload();
          return;
        }
        bar.value = told.percent;
        if (words.textContent !== told.words) { words.textContent = told.words; }
        window.setTimeout(look, 1000);
      })
      // The line may be away for a moment; the computing is not.
      .catch(function () { window.setTimeout(look, 5000); });
  }

  window.setTimeout(look, 700);
})();
