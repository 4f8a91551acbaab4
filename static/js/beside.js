/* Two entries side by side: the scripts that both have, drawn. Until then, and where that fails, their text is read. */
(function () {
  'use strict';

  const root = document.querySelector('[data-beside]');
  if (!root || !window.contestBlocks) return;
  const tongue = root.dataset.language;

  function drawn(place) {
    try {
      place.replaceWith(window.contestBlocks.draw(place.textContent, tongue));
    } catch (error) {
      place.classList.add('blocks-plain'); // stays as text
    }
  }

  window.contestBlocks.load(root).then(async () => {
    for (const place of root.querySelectorAll('[data-script]')) {
      drawn(place);
      await new Promise((resolve) => setTimeout(resolve)); // so that the page can be scrolled meanwhile
    }
  }, () => {}); // without the library the texts are there
})();
