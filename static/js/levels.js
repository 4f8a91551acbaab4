/* Keys for choosing levels, on the score sheet and on practice sheets: a digit, Enter for the next criterion,
 * Ctrl+Enter for sending. What is chosen is told by an `input` event, as if it had been clicked. */
(function () {
  'use strict';

  function focusAfter(form, criterion) {
    const all = [...form.querySelectorAll('[data-criterion]')];
    const next = all[all.indexOf(criterion) + 1];
    const last = form.querySelector('textarea') || form.querySelector('[data-finish]');
    if (!next) return last.focus();
    (next.querySelector('input:checked') || next.querySelector('input')).focus();
    next.scrollIntoView({ block: 'nearest' });
  }

  function pressed(form, event) {
    if (event.key === 'Enter' && event.ctrlKey) {
      event.preventDefault();
      form.querySelector('[data-finish]').click();
      return;
    }
    const criterion = event.target.closest('[data-criterion]');
    if (!criterion || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      focusAfter(form, criterion);
    }
    const level = [...criterion.querySelectorAll('input')].find((input) => input.value === event.key);
    if (!level) return;
    event.preventDefault();
    level.focus();
    if (level.checked) return;
    level.checked = true;
    level.dispatchEvent(new Event('input', { bubbles: true }));
  }

  const form = document.querySelector('[data-sheet], [data-levels]');
  if (form) form.addEventListener('keydown', (event) => pressed(form, event));
})();
