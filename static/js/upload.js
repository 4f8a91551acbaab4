/* Sends the chosen file by itself, as soon as it is chosen: with a bar, and with a Retry that keeps the file when the
 * line breaks or the session has ended. What was typed never waits for the file: while one is on its way, saving goes
 * beside it. Without this script the file travels with the form. */
(function () {
  'use strict';

  const SILENT_MS = 60000; // a line that takes nothing for so long is dead
  const MB = 1024 * 1024;

  const box = document.querySelector('[data-upload]');
  const form = document.getElementById('entry-form');
  if (!box || !form) return;
  const texts = JSON.parse(box.dataset.texts);
  const input = document.getElementById('project');
  const fileState = document.getElementById('file-state');
  const saveState = form.querySelector('[data-save-state]');
  const parts = {};
  for (const part of box.querySelectorAll('[data-part]')) parts[part.dataset.part] = part;
  const csrf = document.querySelector('meta[name=csrf-token]');
  let chosen = null;
  let sending = null;
  let silence = 0;

  parts.plain.hidden = true;
  input.addEventListener('change', () => begin(input.files[0]));
  parts.retry.addEventListener('click', () => retry());

  for (const name of ['dragover', 'dragleave', 'drop']) {
    box.addEventListener(name, (event) => {
      event.preventDefault();
      box.classList.toggle('is-over', name === 'dragover');
      if (name === 'drop' && event.dataTransfer.files.length) begin(event.dataTransfer.files[0]);
    });
  }

  window.addEventListener('beforeunload', (event) => {
    if (!sending) return;
    event.preventDefault();
    event.returnValue = '';
  });

  /* Sending. */

  function begin(file) {
    if (!file) return;
    if (sending) sending.abort();
    chosen = file;
    const limit = Number(box.dataset.limit);
    if (file.size > limit) {
      const sizes = { size: Math.ceil(file.size / MB), limit: Math.floor(limit / MB) };
      tell(texts.tooLarge.replace('{size}', sizes.size).replace('{limit}', sizes.limit));
    } else {
      send();
    }
  }

  function send() {
    const body = new FormData();
    body.append('project', chosen, chosen.name);
    const request = new XMLHttpRequest();
    sending = request;
    request.open('POST', box.dataset.upload);
    request.setRequestHeader('X-CSRFToken', csrf.content);
    request.setRequestHeader('X-Requested-With', 'fetch');
    request.upload.addEventListener('progress', (event) => {
      listen(request);
      if (event.lengthComputable) show(Math.floor((100 * event.loaded) / event.total));
    });
    request.upload.addEventListener('load', () => {
      parts.status.textContent = texts.reading;
    });
    request.addEventListener('load', () => finish(request, () => answered(request)));
    request.addEventListener('error', () => finish(request, () => tell(texts.dropped, true)));
    request.addEventListener('abort', () => finish(request, () => {}));
    tell('');
    parts.sending.hidden = false;
    parts.status.textContent = texts.sending;
    show(0);
    listen(request);
    request.send(body);
  }

  function listen(request) {
    clearTimeout(silence);
    silence = setTimeout(() => {
      if (sending !== request) return;
      request.abort();
      tell(texts.dropped, true);
    }, SILENT_MS);
  }

  /* A newer choice may have begun before this one's end is heard. */
  function finish(request, then) {
    if (sending !== request) return;
    clearTimeout(silence);
    sending = null;
    parts.sending.hidden = true;
    then();
  }

  function answered(request) {
    if (request.status === 200) {
      fileState.innerHTML = request.responseText;
      input.value = '';
      chosen = null;
      parts.sending.hidden = false;
      parts.status.textContent = texts.done;
      show(100);
      document.dispatchEvent(new CustomEvent('contest:file'));
    } else if (request.status === 400 || request.status === 401) {
      tell(texts.signedOut, true, true);
    } else if (request.status >= 500) {
      tell(texts.broken, true);
    } else {
      tell(sentenceOf(request.responseText) || texts.broken);
    }
  }

  function sentenceOf(text) {
    try {
      return String(JSON.parse(text).error || '');
    } catch (error) {
      return '';
    }
  }

  function show(percent) {
    parts.progress.value = percent;
    parts.percent.textContent = `${percent}%`;
  }

  function tell(sentence, mayRetry, mustSignIn) {
    parts.errors.textContent = '';
    if (sentence) {
      const line = document.createElement('li');
      line.textContent = sentence;
      parts.errors.append(line);
      parts.sending.hidden = true;
    }
    box.classList.toggle('has-errors', Boolean(sentence));
    parts.again.hidden = !mayRetry;
    parts['sign-in'].hidden = !mustSignIn;
  }

  /* After a sign-in in another tab this page's token against forged requests is an old one. */
  async function retry() {
    try {
      const answer = await fetch(box.dataset.entry, { credentials: 'same-origin' });
      if (answer.status === 401 || answer.status === 400) return tell(texts.signedOut, true, true);
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const fresh = page.querySelector('meta[name=csrf-token]');
      if (fresh) renewToken(fresh.content);
    } catch (error) {
      return tell(texts.dropped, true);
    }
    return send();
  }

  function renewToken(token) {
    csrf.content = token;
    for (const field of document.querySelectorAll('input[name=csrf_token]')) field.value = token;
  }

  /* Saving what was typed. */

  form.addEventListener('submit', (event) => {
    if (!sending) {
      // The file went by itself, or was refused: it does not travel with the text.
      input.disabled = true;
      setTimeout(() => { input.disabled = false; }, 0);
      return;
    }
    event.preventDefault();
    if (event.submitter && event.submitter.value === 'submit') saveState.textContent = texts.wait;
    else saveBeside();
  });

  async function saveBeside() {
    const body = new FormData(form);
    body.delete('project');
    body.append('do', 'save');
    const headers = { 'X-CSRFToken': csrf.content, 'X-Requested-With': 'fetch' };
    try {
      const answer = await fetch(form.action, { method: 'POST', body, headers, credentials: 'same-origin' });
      saveState.textContent = answer.ok ? texts.saved : texts.notSaved;
    } catch (error) {
      saveState.textContent = texts.notSaved;
    }
  }
})();
