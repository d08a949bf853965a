// Only in a frame: tells the page around it how tall this one is and how far a sitting has come.
// Height goes to anyone; the rest to the one page that said hello, and only if the group names it.
(() => {
  'use strict';
  if (parent === self) return;
  const page = document;
  const root = page.documentElement;
  const listed = page.currentScript.dataset.listeners.split(' ').concat(location.origin);
  let listener = '';
  let hello = {};
  let tall = 0;

  const say = (type, more, to = listener) => to && parent.postMessage({ ns: 'fourways-quiz', v: 1, id: hello.id, type, ...more }, to);

  // An origin of the group, or one below the domain of a vendor.
  const known = (origin) => listed.some((one) => {
    const [head, tail] = one.split('*');
    return tail ? origin.startsWith(head) && origin.endsWith(tail) : one === origin;
  });

  function tell() {
    const { tells, page: number, pages, code } = page.body.dataset;
    const back = page.querySelector('.back-to');
    const receipt = page.querySelector('[data-receipt]');
    if (back) back.hidden = !hello.redirect;
    if (tells === 'started') say(tells);
    if (number) say('progress', { page: +number, pages: +pages });
    if (tells === 'completed') say(tells, { receipt: receipt ? receipt.dataset.receipt : '' });
    if (tells === 'error') say(tells, { code: +code });
  }

  function meet() {
    if (hello.first) {
      say('loaded', { pages: +page.body.dataset.pages || 0 });
    } else {
      const heading = page.querySelector('[data-focus],h1');
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
      say('navigated');
    }
    tell();
  }

  addEventListener('message', ({ source, origin, data }) => {
    if (listener || source !== parent || !known(origin)) return;
    if (!data || data.ns !== 'fourways-quiz' || data.type !== 'hello') return;
    listener = origin;
    hello = data;
    meet();
  });

  // The next question comes without a load, as another body.
  new MutationObserver(() => {
    say('navigated');
    tell();
  }).observe(root, { childList: true });

  new ResizeObserver(() => {
    const height = Math.ceil(root.getBoundingClientRect().height);
    if (!height || Math.abs(height - tall) < 2) return;
    tall = height;
    say('resize', { height }, '*');
  }).observe(root);

  say('ready', {}, '*');
})();
