/* The frame's side of the player: plays one Scratch project and obeys the page around it.
 *
 * The page says                                        The frame says
 *   load      engine, project, labels                    ready     (may be loaded)
 *   start     (green flag)                               loaded | failed   reason, detail
 *   stop                                                 running | stopped
 *   key       key, down                                  asking    (waits for an answer to be typed)
 *   volume    level 0..1                                 leave     (Escape was pressed)
 *   snapshot  id                                         snapshot  id, picture (PNG)
 *
 * The engine arrives as text and not through a script element, because browsers keep no cache for a frame of opaque
 * origin: 0.8 MB would travel again for every game played.
 */
(function () {
  'use strict';

  // The origin of this frame is opaque; this is the origin it was served from, the only one it listens to.
  const site = location.origin;
  const NO_PERMISSION = [
    'canLoadExtensionFromProject', 'canFetch', 'canOpenWindow', 'canRedirect', 'canRecordAudio', 'canRecordVideo',
    'canReadClipboard', 'canNotify', 'canGeolocate', 'canEmbed', 'canDownload',
  ];
  const KNOWN_FAILURES = [
    [/(?:Permission to load extension denied|Unknown extension|Invalid extension URL): ?(.*)/, 'extension'],
    [/WebGL/i, 'graphics'],
  ];

  let player = null;

  function tell(message) {
    window.parent.postMessage(message, site);
  }

  function describe(error) {
    const words = String((error && error.message) || (error && error.validationError) || error);
    for (const [pattern, reason] of KNOWN_FAILURES) {
      const found = pattern.exec(words);
      if (found) return { type: 'failed', reason, detail: (found[1] || '').slice(0, 60) };
    }
    return { type: 'failed', reason: 'broken', detail: '' };
  }

  function nameQuestion(labels) {
    const input = document.querySelector('.sc-question-input');
    if (!input) return;
    const question = document.querySelector('.sc-question-text');
    input.setAttribute('aria-label', question ? question.textContent : labels.answer);
    document.querySelector('.sc-question-submit-button').setAttribute('aria-label', labels.answer);
    tell({ type: 'asking' });
  }

  function buildPlayer(labels) {
    const built = new window.Scaffolding.Scaffolding();
    built.messages = Object.assign({}, built.messages, labels.monitors);
    built.shouldConnectPeripherals = false;
    built.setup();
    built.appendTo(document.getElementById('stage'));
    built.setAccentColor('#0b6b43');
    // Without the timer, a loop that never ends inside a block "without screen refresh" cannot be stopped.
    built.vm.setCompilerOptions({ enabled: true, warpTimer: true });
    const refusals = {};
    for (const name of NO_PERMISSION) refusals[name] = () => Promise.resolve(false);
    built.setExtensionSecurityManager(refusals);
    built.addEventListener('PROJECT_RUN_START', () => tell({ type: 'running' }));
    built.addEventListener('PROJECT_RUN_STOP', () => tell({ type: 'stopped' }));
    built.vm.runtime.on('QUESTION', (question) => {
      if (question !== null) setTimeout(nameQuestion, 0, labels);
    });
    return built;
  }

  function load(message) {
    return Promise.resolve()
      .then(() => {
        (0, eval)(message.engine);
        player = buildPlayer(message.labels);
        return player.loadProject(message.project);
      })
      .then(() => tell({ type: 'loaded' }), (error) => {
        console.error(error);
        tell(describe(error));
      });
  }

  function start() {
    if (player.audioEngine) player.audioEngine.audioContext.resume();
    player.greenFlag();
  }

  function stop() {
    player.stopAll();
    tell({ type: 'stopped' });
  }

  function setVolume(level) {
    if (player.audioEngine) player.audioEngine.inputNode.gain.value = level;
  }

  function takeSnapshot(id) {
    player.renderer.requestSnapshot((address) => {
      const drawn = new Image();
      drawn.onload = () => {
        const canvas = document.createElement('canvas');
        canvas.width = player.width;
        canvas.height = player.height;
        canvas.getContext('2d').drawImage(drawn, 0, 0, canvas.width, canvas.height);
        canvas.toBlob((picture) => tell({ type: 'snapshot', id, picture }));
      };
      drawn.src = address;
    });
    player.renderer.dirty = true;
    player.renderer.draw();
  }

  const orders = {
    load,
    start,
    stop,
    key: (message) => player.vm.postIOData('keyboard', { key: message.key, isDown: message.down }),
    volume: (message) => setVolume(message.level),
    snapshot: (message) => takeSnapshot(message.id),
  };

  window.addEventListener('message', (event) => {
    if (event.source !== window.parent || event.origin !== site) return;
    const type = event.data && event.data.type;
    if (!Object.prototype.hasOwnProperty.call(orders, type)) return;
    if (player || type === 'load') orders[type](event.data);
  });

  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') tell({ type: 'leave' });
  });

  tell({ type: 'ready' });
})();
