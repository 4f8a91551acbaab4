/* The picture of the stage on an entry's page: waits for the one that is being drawn; and where none can be drawn,
 * offers the player's own as soon as the teacher plays the game. */
(function () {
  'use strict';

  const LOOKS_AFTER_MS = [1500, 3000, 5000, 8000, 13000, 20000];

  const place = document.getElementById('file-state');
  if (!place) return;

  function waiting() {
    return place.querySelector('[data-picture]');
  }

  async function look(turn) {
    const shown = waiting();
    if (!shown || turn >= LOOKS_AFTER_MS.length) return;
    const answer = await fetch(shown.dataset.picture, { credentials: 'same-origin' }).catch(() => null);
    if (!answer || !answer.ok) lookLater(turn + 1);
    else if (shown.isConnected) put(shown, await answer.blob());
  }

  function lookLater(turn) {
    setTimeout(look, LOOKS_AFTER_MS[turn] || 0, turn);
  }

  function put(shown, picture) {
    const cover = shown.querySelector('.player-cover');
    const image = document.createElement('img');
    image.className = 'player-picture';
    image.alt = '';
    image.src = URL.createObjectURL(picture);
    cover.prepend(image);
    shown.removeAttribute('data-picture');
  }

  async function offer(shown, snapshot) {
    const address = shown.dataset.snapshot;
    shown.removeAttribute('data-snapshot');
    const body = new FormData();
    body.append('picture', await snapshot(), 'stage.png');
    const token = document.querySelector('meta[name=csrf-token]').content;
    const headers = { 'X-CSRFToken': token, 'X-Requested-With': 'fetch' };
    await fetch(address, { method: 'POST', body, headers, credentials: 'same-origin' });
  }

  place.addEventListener('player:loaded', (event) => {
    const shown = event.target.closest('[data-snapshot]');
    // A picture that fails on its way is no loss: the next time the game is played, it is offered again.
    if (shown) offer(shown, event.detail.snapshot).catch(() => undefined);
  });
  document.addEventListener('contest:file', () => lookLater(0));
  if (waiting()) lookLater(0);
})();
