/* The queue of odd sheets: one box that ticks all sheets of a judge. Without this script each is ticked by itself. */
(function () {
  "use strict";

  Array.prototype.forEach.call(document.querySelectorAll(".odd"), function (card) {
    var all = card.querySelector("[data-all]");
    var boxes = Array.prototype.slice.call(card.querySelectorAll("[name=sheet]"));
    if (!all || boxes.length < 2) return;

    function reflect() {
      var ticked = boxes.filter(function (box) { return box.checked; }).length;
      all.checked = ticked === boxes.length;
      all.indeterminate = ticked > 0 && ticked < boxes.length;
    }

    all.addEventListener("change", function () {
      boxes.forEach(function (box) { box.checked = all.checked; });
    });
    card.addEventListener("change", reflect);
    all.closest("label").hidden = false;
    reflect();
  });
})();
