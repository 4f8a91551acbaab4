/* The score sheet: each change is kept on this computer at once and sent a moment later.
 *
 * The server takes a change only if the field still holds what this page last saw in it (contest/rules/sheet.py), so
 * neither a second tab nor an answer that got lost overwrites anything unseen:
 *   known     what the server holds, as far as this page knows, field by field
 *   batch     changes under way; sent again word for word until an answer came, because the first sending may have arrived
 *   clashes   fields that were changed elsewhere; they wait until the judge has chosen
 *   refused   values that the server does not take; they wait until they are changed
 *   span      the time counted by static/js/watch.js that goes with the batch, resent with it word for word
 * Whatever is not known to have arrived lies in localStorage under the person and the assignment, and survives a reload. */
(function () {
  'use strict';

  const PAUSE_MS = 700; // after the last key
  const LONGEST_MS = 5000; // of typing without a save
  const PATIENCE_MS = 20000; // for an answer
  const SOONEST_MS = 2000; // of waiting after a failure; doubled each time
  const LATEST_MS = 60000;

  const stored = {
    get(key) {
      try { return JSON.parse(window.localStorage.getItem(key)); } catch (error) { return null; }
    },
    set(key, value) {
      try {
        window.localStorage.setItem(key, JSON.stringify(value));
        return true;
      } catch (error) { return false; }
    },
    remove(key) {
      try { window.localStorage.removeItem(key); } catch (error) { /* storage is switched off: nothing is in it */ }
    },
  };

  for (const mark of document.querySelectorAll('[data-draft]')) mark.hidden = !stored.get(mark.dataset.draft);
  for (const part of document.querySelectorAll('[data-needs-script]')) part.hidden = false;
  for (const part of document.querySelectorAll('[data-without-script]')) part.hidden = true;

  class Sheet {
    constructor(form) {
      this.form = form;
      this.texts = JSON.parse(form.dataset.texts);
      this.known = JSON.parse(form.dataset.kept);
      this.key = form.dataset.key;
      this.tab = String(Math.random()).slice(2);
      this.batch = null;
      this.span = null;
      this.seconds = Number(form.dataset.seconds);
      this.watch = window.contestWatch(form.dataset.time);
      this.sending = null;
      this.clashes = new Map(JSON.parse(form.dataset.conflicts).map((name) => [name, this.known[name]]));
      this.refused = new Map();
      this.halted = false;
      this.failures = 0;
      this.waitingSince = 0;
      this.timer = 0;
      this.status = form.querySelector('[data-status]');
      this.signIn = form.querySelector('[data-sign-in]');
      this.bind();
      this.restore();
      this.tell();
      if (this.form.querySelector('[data-error]:not([hidden])')) this.point();
      if (this.hasUnsent()) this.send();
    }

    bind() {
      this.form.addEventListener('input', (event) => this.changed(event.target));
      this.form.addEventListener('click', (event) => this.choose(event.target));
      for (const form of [this.form, ...document.querySelectorAll('[data-after-saving]')]) {
        form.addEventListener('submit', (event) => this.leave(event));
      }
      for (const link of document.querySelectorAll('[data-step-back]')) {
        link.addEventListener('click', (event) => this.stepBack(event, link.dataset.stepBack));
      }
      window.addEventListener('online', () => this.retryNow());
      window.addEventListener('focus', () => this.retryNow());
      document.addEventListener('visibilitychange', () => {
        if (document.visibilityState === 'hidden') this.send();
        else this.retryNow();
      });
      // A page taken back from the browser's memory: what went on meanwhile is in the server, so ask it.
      window.addEventListener('pageshow', (event) => { if (event.persisted) window.location.reload(); });
    }

    /* Fields. */

    inputs(name) { return [...this.form.querySelectorAll(`[name="${name}"]`)]; }

    read(name) {
      const [first, ...others] = this.inputs(name);
      if (first.type === 'checkbox') return first.checked;
      if (first.type !== 'radio') return first.value;
      const chosen = [first, ...others].find((input) => input.checked);
      return chosen ? Number(chosen.value) : null;
    }

    write(name, value) {
      for (const input of this.inputs(name)) {
        if (input.type === 'radio') input.checked = Number(input.value) === value;
        else if (input.type === 'checkbox') input.checked = value;
        else if (input.value !== value) input.value = value;
      }
    }

    names() { return Object.keys(this.known); }

    differs(name) { return this.read(name) !== this.known[name]; }

    hasUnsent() { return this.batch !== null || this.names().some((name) => this.differs(name)); }

    sendable(name) {
      return this.differs(name) && !this.clashes.has(name) && this.refused.get(name) !== this.read(name);
    }

    /* Kept on this computer. */

    keep() {
      if (!this.hasUnsent()) {
        const draft = stored.get(this.key);
        // Another tab's changes are that tab's to take away.
        if (draft && draft.tab === this.tab) stored.remove(this.key);
        return true;
      }
      const fields = {};
      for (const name of this.names()) if (this.differs(name)) fields[name] = { was: this.known[name], now: this.read(name) };
      return stored.set(this.key, { tab: this.tab, batch: this.batch, span: this.span, fields });
    }

    restore() {
      const draft = stored.get(this.key);
      if (!draft) return;
      for (const name of Object.keys(draft.fields)) {
        const { was, now } = draft.fields[name];
        if (!(name in this.known) || this.known[name] === now) continue;
        this.known[name] = was;
        this.write(name, now);
      }
      const isCurrent = draft.batch && Object.keys(draft.batch).every((name) => name in this.known);
      this.batch = isCurrent ? draft.batch : null;
      this.span = (isCurrent && draft.span) || null;
      draft.tab = this.tab; // it is this tab's now
      stored.set(this.key, draft);
      if (!this.hasUnsent()) this.keep();
    }

    /* What the judge does. */

    changed(input) {
      if (!(input.name in this.known)) return;
      this.refused.delete(input.name);
      this.complain(input.name, '');
      this.keep();
      this.tell();
      const now = Date.now();
      if (!this.waitingSince) this.waitingSince = now;
      const pause = input.type === 'textarea' ? PAUSE_MS : 100;
      this.sendIn(Math.max(0, Math.min(pause, this.waitingSince + LONGEST_MS - now)));
    }

    /* "I know this child" opens the form for stepping back, with that reason; it sends nothing by itself. */
    stepBack(event, reason) {
      event.preventDefault();
      const part = document.getElementById('step-back');
      part.open = true;
      const choice = part.querySelector(`[value="${reason}"]`);
      choice.checked = true;
      choice.focus();
      part.scrollIntoView({ block: 'center' });
    }

    choose(target) {
      const button = target.closest('[data-keep-mine], [data-take-theirs]');
      if (!button) return;
      const name = button.closest('[data-clash]').dataset.clash;
      this.known[name] = this.clashes.get(name);
      this.clashes.delete(name);
      this.showClash(name);
      if ('takeTheirs' in button.dataset) this.write(name, this.known[name]);
      this.keep();
      this.tell();
      this.send();
    }

    /* The page is left only when everything has arrived. */
    leave(event) {
      event.preventDefault();
      const form = event.target;
      const then = event.submitter;
      this.form.elements.played.value = this.watch.played ? '1' : '0';
      if (this.leaving) return;
      this.leaving = true;
      this.settle().then((settled) => settled && this.sendTime().then(() => true)).then((settled) => {
        this.leaving = false;
        if (!settled) return this.point();
        if (then && then.name) {
          const choice = document.createElement('input');
          Object.assign(choice, { type: 'hidden', name: then.name, value: then.value });
          form.append(choice);
        }
        form.submit();
      });
    }

    async settle() {
      this.failures = 0;
      if (this.sending) await this.sending;
      while (this.batch !== null || this.names().some((name) => this.sendable(name))) {
        if (this.halted || !(await this.send())) return false;
      }
      return !this.hasUnsent();
    }

    /* The last seconds, when all else has arrived. Without an answer they stay here and go with the next save. */
    async sendTime() {
      const span = this.watch.span(this.seconds);
      if (span === null || this.form.elements.version.value === '0' || this.halted) return;
      const answer = await this.post({}, span).catch(() => null);
      if (answer === null || answer.status !== 200) return;
      this.watch.arrived(span);
      this.seconds = answer.body.seconds;
    }

    point() {
      const place = this.form.querySelector('[data-clash]:not([hidden]), [data-error]:not([hidden])');
      (place || this.status).scrollIntoView({ block: 'center' });
    }

    /* Sending. */

    sendIn(milliseconds) {
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.send(), milliseconds);
    }

    retryNow() {
      if (this.hasUnsent() && !this.halted) this.send();
    }

    /* Gives whether what was sent has arrived; one sending at a time. */
    send() {
      if (this.sending) return this.sending;
      window.clearTimeout(this.timer);
      if (this.batch === null) {
        this.batch = this.gather();
        this.span = this.watch.span(this.seconds);
      }
      if (this.batch === null || this.halted) return Promise.resolve(false);
      this.waitingSince = 0;
      this.keep();
      if (this.failures === 0) this.say('saving', this.texts.saving);
      this.sending = this.post(this.batch, this.span)
        .then((answer) => this.hear(answer), () => this.lost())
        .then((arrived) => {
          this.sending = null;
          this.keep();
          if (arrived && this.names().some((name) => this.sendable(name))) this.sendIn(0);
          return arrived;
        });
      return this.sending;
    }

    gather() {
      const batch = {};
      for (const name of this.names()) if (this.sendable(name)) batch[name] = { was: this.known[name], now: this.read(name) };
      return Object.keys(batch).length ? batch : null;
    }

    async post(changes, span) {
      if (this.needsToken) await this.renewToken();
      const abort = new AbortController();
      const patience = window.setTimeout(() => abort.abort(), PATIENCE_MS);
      try {
        const answer = await fetch(this.form.dataset.save, {
          method: 'POST',
          credentials: 'same-origin',
          keepalive: document.visibilityState === 'hidden',
          signal: abort.signal,
          headers: { 'Content-Type': 'application/json', 'X-CSRFToken': this.token(), 'X-Requested-With': 'fetch' },
          body: JSON.stringify({ changes, seconds: span }),
        });
        return { status: answer.status, body: await answer.json().catch(() => ({})) };
      } finally {
        window.clearTimeout(patience);
      }
    }

    token() { return document.querySelector('meta[name="csrf-token"]').content; }

    /* A new session has a new token; it stands in this very page, asked for again. */
    async renewToken() {
      const answer = await fetch(window.location.pathname, { credentials: 'same-origin' });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const token = page.querySelector('meta[name="csrf-token"]').content;
      document.querySelector('meta[name="csrf-token"]').content = token;
      for (const input of document.querySelectorAll('input[name="csrf_token"]')) input.value = token;
    }

    hear({ status, body }) {
      if (body.values && (status === 200 || status === 409)) return this.arrived(body);
      if (status === 401 || status === 400) return this.signedOut();
      if (status === 422 && body.field in this.known) return this.refuse(body);
      if (status >= 400 && status < 500 && status !== 429) return this.halt(body.error || String(status));
      return this.lost();
    }

    arrived(body) {
      const batch = this.batch;
      this.batch = null;
      if (this.span !== null) this.watch.arrived(this.span);
      this.span = null;
      this.seconds = body.seconds;
      this.failures = 0;
      this.needsToken = false;
      this.signIn.hidden = true;
      for (const name of this.names()) {
        if (body.conflicts.includes(name)) {
          this.clashes.set(name, body.values[name]);
          this.showClash(name);
          continue;
        }
        // What the judge is not in the middle of changing follows the server.
        const follows = this.read(name) === (name in batch ? batch[name].now : this.known[name]);
        if (this.clashes.has(name)) continue;
        if (name in batch || follows) this.known[name] = body.values[name];
        if (follows) this.write(name, body.values[name]);
      }
      this.form.elements.version.value = body.version;
      if (this.clashes.size) this.say('problem', this.texts.clash);
      else if (this.refused.size) this.status.parentNode.dataset.state = 'problem';
      else this.say('saved', this.texts.saved.replace('{time}', body.saved));
      this.tell();
      return true;
    }

    lost() {
      const kept = this.keep();
      this.say('unsent', kept ? this.texts.offline : this.texts.memory);
      this.sendIn(Math.min(LATEST_MS, SOONEST_MS * 2 ** this.failures));
      this.failures += 1;
      return false;
    }

    signedOut() {
      this.needsToken = true;
      this.signIn.hidden = false;
      this.say('unsent', this.texts.signedOut);
      this.sendIn(Math.min(LATEST_MS, SOONEST_MS * 2 ** this.failures));
      this.failures += 1;
      return false;
    }

    refuse(body) {
      this.refused.set(body.field, this.batch[body.field].now);
      this.batch = null;
      this.span = null; // counted still, and sent with the next batch
      this.complain(body.field, body.error);
      this.say('problem', this.texts.refused.replace('{why}', body.error));
      if (this.names().some((name) => this.sendable(name))) this.sendIn(PAUSE_MS);
      return false;
    }

    halt(why) {
      this.halted = true;
      this.say('problem', this.texts.refused.replace('{why}', why));
      return false;
    }

    /* What the page shows. */

    say(state, text) {
      this.status.parentNode.dataset.state = state;
      if (this.status.textContent !== text) this.status.textContent = text;
    }

    complain(name, text) {
      const place = this.form.querySelector(`[data-error="${name}"]`);
      if (!place) return;
      place.textContent = text;
      place.hidden = !text;
      place.parentNode.classList.toggle('has-errors', Boolean(text));
    }

    showClash(name) {
      const place = this.form.querySelector(`[data-clash="${name}"]`);
      place.hidden = !this.clashes.has(name);
      if (place.hidden) return;
      const theirs = this.clashes.get(name);
      const words = { true: this.texts.ticked, false: this.texts.unticked, null: this.texts.nothing, '': this.texts.nothing };
      place.querySelector('[data-theirs]').textContent = words[theirs] || theirs;
    }

    tell() {
      const marks = this.names().filter((name) => name.startsWith('mark-'));
      const count = marks.filter((name) => this.read(name) !== null).length;
      this.form.querySelector('[data-chosen]').textContent =
        this.texts.chosen.replace('{count}', count).replace('{all}', marks.length);
      for (const place of this.form.querySelectorAll('[data-count]')) this.count(place);
    }

    count(place) {
      const text = this.form.elements[place.dataset.count];
      const most = Number(text.dataset.most);
      const count = Array.from(text.value).length; // a rare Chinese character is two UTF-16 units and one character
      place.hidden = count === 0;
      place.classList.toggle('over', count > most);
      const isShort = text.id === 'comment' && count < Number(this.form.dataset.suggested);
      const words = this.texts.characters.replace('{count}', count).replace('{most}', most);
      place.textContent = isShort ? `${words} · ${this.texts.more}` : words;
    }
  }

  const form = document.querySelector('[data-sheet]');
  if (form) new Sheet(form);

  const gentle = document.querySelector('[data-gentle]');
  if (gentle) {
    gentle.scrollIntoView({ block: 'center' });
    gentle.focus({ preventScroll: true });
  }
})();
