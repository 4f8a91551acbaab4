/* The page's side of the player: fetches a project with the reader's own session and hands it to a frame that can
 * reach nothing (static/player/frame.js, which lists the messages). Nothing is fetched before Play is pressed.
 *
 * A page's own script may use it too:
 *   contestPlayer(div).load()      → a promise; loads and does not start
 *   contestPlayer(div).snapshot()  → a promise of a PNG (Blob) of the stage, once loaded
 *   the div's events player:loaded  (detail.snapshot, to call before the green flag) and player:failed (detail.reason)
 */
(function () {
  'use strict';

  const SILENT_MS = 30000; // a line that gives nothing for so long is dead
  const FRAME_MS = 5000; // the frame is there and its script is not: it will not come
  const OBEY_MS = 5000; // a game that does not obey Stop is closed
  const FLICKER_MS = 400; // a key's script runs for one frame: no need to write "stopped" after each
  const LASTING = ['extension', 'graphics']; // failures that trying again cannot mend
  const ENGINE_BYTES = 1.9e6; // where the answer does not say (it is compressed, or cached)

  class Failure extends Error {
    constructor(reason, detail) {
      super(reason);
      this.reason = reason;
      this.detail = detail || '';
    }
  }

  const enginesByAddress = new Map();
  let playing = null;

  function checkAnswer(answer) {
    const isPage = (answer.headers.get('Content-Type') || '').startsWith('text/html');
    if (answer.status === 404 || answer.status === 410) throw new Failure('missing');
    if (answer.status === 401 || answer.status === 403 || (answer.ok && isPage)) throw new Failure('refused');
    if (!answer.ok) throw new Failure('network');
  }

  async function readAll(answer, heard) {
    const reader = answer.body.getReader();
    const pieces = [];
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return new Blob(pieces);
      pieces.push(value);
      heard(value.length);
    }
  }

  /* Gives the body as a Blob; `arrived` hears of each piece's bytes. */
  async function download(address, arrived) {
    const abort = new AbortController();
    let silence = setTimeout(() => abort.abort(), SILENT_MS);
    const heard = (bytes) => {
      clearTimeout(silence);
      silence = setTimeout(() => abort.abort(), SILENT_MS);
      arrived(bytes);
    };
    try {
      const answer = await fetch(address, { credentials: 'same-origin', signal: abort.signal });
      checkAnswer(answer);
      return await readAll(answer, heard);
    } catch (error) {
      throw error instanceof Failure ? error : new Failure('network');
    } finally {
      clearTimeout(silence);
    }
  }

  /* The engine's text, fetched once for all players of a page. */
  function fetchEngine(address, arrived) {
    if (!enginesByAddress.has(address)) {
      const engine = download(address, arrived).then((blob) => blob.text());
      engine.catch(() => enginesByAddress.delete(address));
      enginesByAddress.set(address, engine);
    }
    return enginesByAddress.get(address);
  }

  class Player {
    constructor(root) {
      this.root = root;
      this.texts = JSON.parse(root.dataset.texts);
      this.parts = {};
      for (const part of root.querySelectorAll('[data-part]')) this.parts[part.dataset.part] = part;
      this.frame = null;
      this.loading = null;
      this.waits = new Map();
      this.snapshots = 0;
      this.bindControls();
      window.addEventListener('message', (event) => this.hear(event));
    }

    bindControls() {
      const { start, flag, stop, sound, keys, big, retry, pad } = this.parts;
      start.addEventListener('click', () => this.play());
      flag.addEventListener('click', () => this.start());
      stop.addEventListener('click', () => this.stop());
      sound.addEventListener('click', () => this.mute(!isPressed(sound)));
      keys.addEventListener('click', () => this.showPad(pad.hidden));
      big.addEventListener('click', () => this.enlarge(!isPressed(big)));
      retry.addEventListener('click', () => this.play());
      for (const key of pad.querySelectorAll('[data-key]')) this.bindKey(key);
      // A control that is clicked takes no focus: it stays in the game, where an answer may be half typed.
      this.root.addEventListener('mousedown', (event) => {
        if (event.target.closest('button')) event.preventDefault();
      });
      document.addEventListener('fullscreenchange', () => this.followFullscreen());
      this.root.addEventListener('keydown', (event) => {
        if (event.key === 'Escape') this.fillWindow(false);
      });
    }

    bindKey(button) {
      let byPointer = false;
      const press = (down) => {
        button.classList.toggle('is-down', down);
        this.send({ type: 'key', key: button.dataset.key, down });
      };
      button.addEventListener('pointerdown', (event) => {
        event.preventDefault();
        button.setPointerCapture(event.pointerId);
        byPointer = true;
        press(true);
      });
      button.addEventListener('pointercancel', () => { byPointer = false; });
      button.addEventListener('lostpointercapture', () => press(false));
      button.addEventListener('contextmenu', (event) => event.preventDefault());
      // By the keyboard or a screen reader. Chrome 109 counts a touch as no click at all (detail 0), so that says nothing.
      button.addEventListener('click', () => {
        if (!byPointer) {
          press(true);
          setTimeout(press, 100, false);
        }
        byPointer = false;
      });
    }

    /* Loading. */

    play() {
      return this.load().then(() => this.start(), () => undefined);
    }

    load() {
      if (!this.loading) {
        this.loading = this.open().catch((error) => {
          this.fail(error instanceof Failure ? error : new Failure('broken'));
          throw error;
        });
      }
      return this.loading;
    }

    async open() {
      this.show('loading');
      const arrived = this.countBytes();
      const [engine, project] = await Promise.all([
        fetchEngine(this.root.dataset.engine, arrived),
        download(this.root.dataset.project, arrived).then((blob) => blob.arrayBuffer()),
        this.openFrame(),
      ]);
      const loaded = this.wait('loaded');
      this.send({ type: 'load', engine, project, labels: this.texts.frame }, [project]);
      await loaded;
      this.show('ready');
      this.mute(isPressed(this.parts.sound));
      if (window.matchMedia('(hover: none) and (pointer: coarse)').matches) this.showPad(true);
      this.announce('player:loaded', { snapshot: () => this.snapshot() });
    }

    countBytes() {
      const expected = Number(this.root.dataset.size || 0) + ENGINE_BYTES;
      let got = 0;
      const arrived = (bytes) => {
        got += bytes;
        const percent = Math.min(99, Math.floor((100 * got) / expected));
        this.parts.progress.value = percent;
        this.parts.percent.textContent = `${percent}%`;
      };
      arrived(0);
      return arrived;
    }

    openFrame() {
      const ready = this.wait('ready');
      const frame = document.createElement('iframe');
      frame.setAttribute('sandbox', 'allow-scripts');
      frame.setAttribute('allow', 'autoplay');
      frame.title = this.texts.title;
      frame.src = this.root.dataset.frame;
      frame.addEventListener('load', () => {
        setTimeout(() => {
          if (this.frame === frame) this.refuse('ready', new Failure('network'));
        }, FRAME_MS);
      });
      this.frame = frame;
      this.parts.stage.prepend(frame);
      return ready;
    }

    fail(failure) {
      this.close();
      const sentence = this.texts.failures[failure.reason].replace('{name}', failure.detail);
      const wasHere = this.hasFocus();
      this.parts.failure.textContent = sentence;
      this.parts.retry.hidden = LASTING.includes(failure.reason);
      this.show('failed');
      if (wasHere) this.parts.retry.focus();
      this.announce('player:failed', { reason: failure.reason });
    }

    close() {
      clearTimeout(this.obeying);
      if (this.frame) this.frame.remove();
      this.frame = null;
      this.loading = null;
      this.waits.clear();
      if (playing === this) playing = null;
    }

    /* Running. */

    start() {
      if (playing && playing !== this) playing.stop();
      playing = this;
      this.send({ type: 'start' });
      this.frame.focus();
    }

    stop() {
      this.send({ type: 'stop' });
      clearTimeout(this.obeying);
      this.obeying = setTimeout(() => this.fail(new Failure('closed')), OBEY_MS);
    }

    mute(muted) {
      setPressed(this.parts.sound, muted);
      this.send({ type: 'volume', level: muted ? 0 : 1 });
    }

    snapshot() {
      const id = ++this.snapshots;
      const taken = this.wait(`snapshot ${id}`);
      this.send({ type: 'snapshot', id });
      return taken;
    }

    /* Messages. The frame's origin is opaque, which a message spells "null". */

    send(message, transfer) {
      if (this.frame) this.frame.contentWindow.postMessage(message, '*', transfer || []);
    }

    hear(event) {
      if (!this.frame || event.source !== this.frame.contentWindow || event.origin !== 'null') return;
      const { type, reason, detail, id, picture } = event.data || {};
      if (type === 'ready' || type === 'loaded') this.settle(type);
      else if (type === 'snapshot') this.settle(`snapshot ${id}`, picture);
      else if (type === 'failed') this.refuse('loaded', new Failure(knownReason(reason), String(detail)));
      else if (type === 'running') this.show('running');
      else if (type === 'stopped') this.showStopped();
      else if (type === 'asking' && this.hasFocus()) this.frame.focus();
      else if (type === 'leave') this.leave();
    }

    wait(what) {
      return new Promise((resolve, reject) => this.waits.set(what, { resolve, reject }));
    }

    settle(what, value) {
      if (this.waits.has(what)) this.waits.get(what).resolve(value);
      this.waits.delete(what);
    }

    refuse(what, failure) {
      if (this.waits.has(what)) this.waits.get(what).reject(failure);
      this.waits.delete(what);
    }

    announce(name, detail) {
      this.root.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
    }

    /* What is seen. */

    show(state) {
      clearTimeout(this.stopping);
      const { start, flag, stop, sound, status } = this.parts;
      const hadStart = document.activeElement === start;
      this.root.dataset.state = state;
      status.textContent = this.texts[state] || '';
      for (const button of [flag, stop, sound]) button.disabled = state === 'loading' || state === 'failed';
      if (hadStart && state === 'loading') this.parts.big.focus();
    }

    showStopped() {
      clearTimeout(this.obeying);
      clearTimeout(this.stopping);
      this.stopping = setTimeout(() => this.show('stopped'), FLICKER_MS);
    }

    showPad(visible) {
      this.parts.pad.hidden = !visible;
      setPressed(this.parts.keys, visible);
    }

    hasFocus() {
      return document.activeElement === document.body || this.root.contains(document.activeElement);
    }

    leave() {
      this.fillWindow(false);
      if (document.activeElement === this.frame) this.parts.flag.focus();
    }

    /* Fills the window first: some phones' browsers have no full screen, refuse it, or never answer. */
    enlarge(bigger) {
      this.fillWindow(bigger);
      if (bigger && this.root.requestFullscreen) this.root.requestFullscreen().catch(() => undefined);
      if (!bigger && document.fullscreenElement) document.exitFullscreen();
    }

    followFullscreen() {
      if (!document.fullscreenElement) this.fillWindow(false);
    }

    fillWindow(filled) {
      this.root.classList.toggle('player-big', filled);
      setPressed(this.parts.big, filled);
    }
  }

  function knownReason(reason) {
    return ['extension', 'graphics'].includes(reason) ? reason : 'broken';
  }

  function isPressed(button) {
    return button.getAttribute('aria-pressed') === 'true';
  }

  function setPressed(button, pressed) {
    button.setAttribute('aria-pressed', String(pressed));
  }

  const players = new WeakMap();

  function contestPlayer(root) {
    if (!players.has(root)) players.set(root, new Player(root));
    return players.get(root);
  }

  window.contestPlayer = contestPlayer;

  // In the capture phase, so that the first click on a player already meets its controls; players may come later.
  document.addEventListener('click', (event) => {
    const root = event.target.closest('.player');
    if (root) contestPlayer(root);
  }, true);
})();
