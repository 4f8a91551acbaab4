/* Draws a project's scripts (templates/shared/_blocks.html) with scratchblocks, which is fetched when a reader first
 * opens them. The server writes each script as text in the wanted language; one sprite is fetched and drawn at a time.
 *
 *   contestBlocks.draw(text, 'zh')  → an <svg>, once contestBlocks.load(details) has come true
 *   the element's event blocks:drawn (detail.scripts, detail.failed) when a sprite is there as a whole
 */
(function () {
  'use strict';

  const SCALE = 0.8; // somewhat larger than in Scratch's own editor: here they are only read
  const TURN_MS = 14; // then the page gets its turn
  const KEPT = 'blocks-language';

  class Failure extends Error {}

  let library = null;

  /* The drawing library, its colours and its icons: once a page. */
  function load(root) {
    if (!library) {
      library = Promise.all([addScript(root.dataset.library), addStyle(root.dataset.style)]).then(addIcons);
      library.catch(() => { library = null; });
    }
    return library;
  }

  function added(element) {
    return new Promise((resolve, reject) => {
      element.addEventListener('load', resolve);
      element.addEventListener('error', () => {
        element.remove();
        reject(new Failure('network'));
      });
      document.head.append(element);
    });
  }

  function addScript(address) {
    const script = document.createElement('script');
    script.src = address;
    return added(script);
  }

  function addStyle(address) {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = address;
    return added(link);
  }

  function svgElement(name, attributes) {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  }

  function addIcons() {
    const svg = svgElement('svg', { class: 'blocks-icons', 'aria-hidden': 'true', width: 0, height: 0 });
    const defs = svgElement('defs', {});
    defs.append(...window.scratchblocks.icons());
    svg.append(defs);
    document.body.append(svg);
  }

  /* The library's own picture of a document has a style attribute, which the site's policy forbids, and brings all
   * icons with it each time; so its scripts are put into a picture here. */
  function draw(text, tongue) {
    const scripts = window.scratchblocks.parse(text, { languages: tongue === 'zh' ? ['zh', 'en'] : ['en'] }).scripts;
    const inner = svgElement('g', { transform: `scale(${SCALE})` });
    let width = 0;
    let height = 0;
    for (const view of scripts.map((script) => window.scratchblocks.newView(script))) {
      view.measure();
      const drawn = view.draw('scratch3');
      drawn.setAttribute('transform', `translate(0 ${height})`);
      inner.append(drawn);
      width = Math.max(width, view.width + 4);
      height += view.height + 8;
    }
    const size = { width: Math.ceil(width * SCALE), height: Math.ceil(height * SCALE) };
    const svg = svgElement('svg', { ...size, viewBox: `0 0 ${size.width} ${size.height}`, role: 'img', 'aria-label': text });
    svg.append(inner);
    return svg;
  }

  /* A script that cannot be drawn is shown as its text. */
  function drawn(text, tongue) {
    try {
      return draw(text, tongue);
    } catch (error) {
      const plain = document.createElement('pre');
      plain.className = 'blocks-plain';
      plain.textContent = text;
      return plain;
    }
  }

  async function ask(address, more) {
    const url = new URL(address, document.baseURI);
    for (const [key, value] of Object.entries(more)) url.searchParams.set(key, value);
    let answer;
    try {
      answer = await fetch(url, { credentials: 'same-origin', headers: { 'X-Requested-With': 'fetch' } });
    } catch (error) {
      throw new Failure('network');
    }
    if (answer.ok && answer.redirected) throw new Failure('refused');
    const told = await answer.json().catch(() => ({}));
    if (answer.status === 401 || answer.status === 403) throw new Failure('refused');
    if (!answer.ok) throw Object.assign(new Failure('network'), { sentence: told.error });
    return told;
  }

  function keptTongue() {
    try {
      return window.localStorage.getItem(KEPT);
    } catch (error) {
      return null; // the browser keeps nothing for us
    }
  }

  function keepTongue(tongue) {
    try {
      window.localStorage.setItem(KEPT, tongue);
    } catch (error) {
      // then it is chosen again next time
    }
  }

  class Blocks {
    constructor(root) {
      this.root = root;
      this.texts = JSON.parse(root.dataset.texts);
      this.parts = {};
      for (const part of root.querySelectorAll('[data-part]')) this.parts[part.dataset.part] = part;
      this.sprite = null;
      this.turn = 0; // of the sprite being shown: a later click overtakes an earlier one
      this.tongue = keptTongue() || root.dataset.language;
      this.tongues = [...root.querySelectorAll('[data-tongue]')];
      for (const button of this.tongues) button.addEventListener('click', () => this.speak(button.dataset.tongue));
      this.parts.retry.addEventListener('click', () => this.again());
      this.parts.big.addEventListener('click', () => this.enlarge(!root.classList.contains('is-big')));
      root.addEventListener('keydown', (event) => {
        if (event.key === 'Escape') this.enlarge(false);
      });
      this.markTongue();
      this.open();
    }

    async open() {
      const turn = this.begin();
      try {
        const [told] = await Promise.all([ask(this.root.dataset.blocks, {}), load(this.root)]);
        this.list(told.sprites.filter((sprite) => sprite.scripts));
      } catch (error) {
        this.fail(turn, error, () => this.open());
      }
    }

    list(sprites) {
      const buttons = sprites.map((sprite) => this.spriteButton(sprite));
      this.parts.sprites.replaceChildren(...buttons);
      if (!sprites.length) {
        this.parts.status.textContent = this.texts.none;
        return;
      }
      this.show(sprites.reduce((most, sprite) => (sprite.blocks > most.blocks ? sprite : most)).number);
    }

    spriteButton(sprite) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'blocks-sprite';
      button.dataset.sprite = sprite.number;
      const name = document.createElement('span');
      name.textContent = sprite.is_stage ? this.texts.stage : sprite.name;
      const count = document.createElement('small');
      const words = sprite.scripts === 1 ? this.texts.script : this.texts.scripts;
      count.textContent = words.replace('{count}', sprite.scripts);
      button.append(name, count);
      button.addEventListener('click', () => this.show(sprite.number));
      return button;
    }

    async show(number) {
      const turn = this.begin();
      this.sprite = number;
      for (const button of this.parts.sprites.children) {
        button.setAttribute('aria-pressed', String(Number(button.dataset.sprite) === number));
      }
      try {
        const tongue = this.tongue;
        const told = await ask(this.root.dataset.blocks, { sprite: number, language: tongue });
        await this.drawAll(turn, told.scripts, tongue);
      } catch (error) {
        this.fail(turn, error, () => this.show(number));
      }
    }

    async drawAll(turn, scripts, tongue) {
      const { scripts: place, status } = this.parts;
      place.lang = tongue === 'zh' ? 'zh-CN' : 'en';
      let failed = 0;
      let until = performance.now() + TURN_MS;
      for (const text of scripts) {
        if (performance.now() > until) {
          await new Promise((resolve) => setTimeout(resolve));
          until = performance.now() + TURN_MS;
        }
        if (turn !== this.turn) return;
        const picture = drawn(text, tongue);
        if (picture.localName === 'pre') failed += 1;
        const figure = document.createElement('div');
        figure.className = 'blocks-script';
        figure.append(picture);
        place.append(figure);
      }
      status.hidden = true;
      this.root.dispatchEvent(new CustomEvent('blocks:drawn', { bubbles: true, detail: { scripts: scripts.length, failed } }));
    }

    begin() {
      this.parts.failure.hidden = true;
      this.parts.status.hidden = false;
      this.parts.scripts.replaceChildren();
      this.parts.scripts.scrollTo(0, 0);
      this.turn += 1;
      return this.turn;
    }

    fail(turn, error, again) {
      if (turn !== this.turn) return;
      this.again = again;
      this.parts.status.hidden = true;
      this.parts.failure.hidden = false;
      this.parts.why.textContent = error.sentence || this.texts[error.message] || this.texts.network;
    }

    speak(tongue) {
      this.tongue = tongue;
      keepTongue(tongue);
      this.markTongue();
      if (this.sprite !== null) this.show(this.sprite);
    }

    markTongue() {
      for (const button of this.tongues) {
        button.setAttribute('aria-pressed', String(button.dataset.tongue === this.tongue));
      }
    }

    enlarge(isBig) {
      this.root.classList.toggle('is-big', isBig);
      document.body.classList.toggle('has-big-blocks', isBig);
      this.parts.big.textContent = isBig ? this.texts.small : this.texts.big;
    }
  }

  const begun = new WeakSet();

  // Caught on its way down: "toggle" does not bubble, and a page may put its blocks in anew.
  document.addEventListener('toggle', (event) => {
    const root = event.target;
    if (root.matches('details[data-blocks]') && root.open && !begun.has(root)) {
      begun.add(root);
      new Blocks(root); // eslint-disable-line no-new
    }
  }, true);

  window.contestBlocks = { load, draw };
})();
