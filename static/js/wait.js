/* Brings the page anew when what it waits for is there. */
(function () {
  "use strict";

  var box = document.querySelector("[data-wait]");
  if (!box) { return; }
  var address = box.getAttribute("data-wait");

  function look() {
    fetch(address, { credentials: "same-origin", headers: { "X-Requested-With": "fetch" } })
      .then(function (response) {
        if (!response.ok) { throw new Error(String(response.status)); }
        return response.json();
      })
      .then(function (told) {
        if (told.waiting) { window.setTimeout(look, 1000); } else { window.location.reload(); }
      })
      // The line may be away for a moment; the work is not.
      .catch(function () { window.setTimeout(look, 5000); });
  }

  window.setTimeout(look, 700);
})();
