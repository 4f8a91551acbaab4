/* The next game is fetched while this one is played, so that it starts at once: first the engine's other half if the
 * next game needs it, then its file. Only once this game runs, when the page has nothing to do, one after the other,
 * and not where the reader saves data or the line is very slow. The player then finds both in the browser's cache. */
(function () {
  'use strict';

  const AFTER_MS = 2000; // the game has drawn its first pictures by then
  const line = navigator.connection;
  const place = document.querySelector('[data-ahead]');
  if (!place || (line && (line.saveData || /2g/.test(line.effectiveType || '')))) return;

  const idle = window.requestIdleCallback || ((then) => window.setTimeout(then, 0));
  const fetchWhole = (address) =>
    fetch(address, { credentials: 'same-origin', priority: 'low' }).then((answer) => answer.blob());

  async function fetchAll() {
    try {
      for (const address of JSON.parse(place.dataset.ahead)) await fetchWhole(address);
      place.dataset.aheadDone = '';
    } catch (error) { /* the line is gone: the next page will ask by itself */ }
  }

  document.addEventListener('player:loaded', () => window.setTimeout(() => idle(fetchAll), AFTER_MS), { once: true });
})();
