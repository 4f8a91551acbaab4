/* Lets costumes drawn as SVG be measured in a frame of opaque origin.
 *
 * The engine measures a drawing inside an iframe of its own, of this class. Here such an iframe has yet another opaque
 * origin, so its contentDocument is null and every such costume fails. This answers that one question with a closed
 * shadow root: the drawing is laid out there, its styles reach nothing else, and the frame's policy still bars scripts
 * and addresses in it.
 */
(function () {
  'use strict';

  const own = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'contentDocument');
  const rooms = new WeakMap();

  function measuringRoom() {
    const host = document.createElement('div');
    Object.assign(host.style, { position: 'absolute', left: '-10000px', top: '-10000px', visibility: 'hidden' });
    host.setAttribute('aria-hidden', 'true');
    const body = document.createElement('div');
    host.attachShadow({ mode: 'closed' }).appendChild(body);
    document.body.appendChild(host);
    return { open() {}, write() {}, close() {}, body };
  }

  Object.defineProperty(HTMLIFrameElement.prototype, 'contentDocument', {
    configurable: true,
    get() {
      if (this.className !== 'scratch-svg-renderer-sandbox') return own.get.call(this);
      if (!rooms.has(this)) rooms.set(this, measuringRoom());
      return rooms.get(this);
    },
  });
})();
