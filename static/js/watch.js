/* How long the judge had a game and its sheet before them, in seconds: counted while the page is seen, in front, and
 * used. A game played in its frame tells the page nothing of keys, so a running game counts as use, for a few minutes.
 *
 * What no answer has confirmed yet lies in localStorage, under the person and the assignment: it survives a dead line
 * and a closed tab. Two tabs share it, and only the one in front adds to it. */
(function () {
  'use strict';

  const TICK_MS = 1000;
  const IDLE_MS = 60000; // reading a long level is use; an empty chair is not
  const PLAYING_MS = 5 * 60000;
  const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'scroll', 'touchstart'];

  class Watch {
    constructor(key) {
      this.key = key;
      this.here = { seconds: 0, played: false }; // where storage is switched off
      this.usedAt = Date.now();
      const used = () => { this.usedAt = Date.now(); };
      for (const sign of SIGNS) document.addEventListener(sign, used, { capture: true, passive: true });
      document.addEventListener('player:loaded', () => this.keep({ played: true }));
      window.setInterval(() => this.tick(), TICK_MS);
    }

    read() {
      try { return JSON.parse(window.localStorage.getItem(this.key)) || { seconds: 0, played: false }; } catch (error) { return this.here; }
    }

    keep(change) {
      this.here = Object.assign({}, this.read(), change);
      try { window.localStorage.setItem(this.key, JSON.stringify(this.here)); } catch (error) { /* counted in this page only */ }
    }

    tick() {
      if (this.isUsed()) this.keep({ seconds: this.read().seconds + TICK_MS / 1000 });
    }

    isUsed() {
      if (document.visibilityState !== 'visible' || !document.hasFocus()) return false;
      const isPlaying = document.querySelector('.player[data-state=running]') !== null;
      return Date.now() - this.usedAt < (isPlaying ? PLAYING_MS : IDLE_MS);
    }

    /* What to send: the seconds as last heard of, and with what was counted since; null when nothing was. */
    span(known) {
      const counted = Math.floor(this.read().seconds);
      return counted > 0 ? { was: known, now: known + counted } : null;
    }

    /* An answer came: these have arrived. */
    arrived(span) {
      this.keep({ seconds: Math.max(0, this.read().seconds - (span.now - span.was)) });
    }

    get played() { return this.read().played === true; }
  }

  window.contestWatch = (key) => new Watch(key);
})();
