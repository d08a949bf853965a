// Ways in: asks for the code again as choices change, and puts it and what it shows in place.
(() => {
  'use strict';
  const form = document.querySelector('[data-snippet]');
  if (!form) return;
  let turn = 0;

  async function renew() {
    const mine = ++turn;
    const asked = '?' + new URLSearchParams(new FormData(form));
    const answer = await fetch(location.pathname + asked).catch(() => null);
    if (!answer || !answer.ok || mine !== turn) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (mine !== turn) return;
    const code = fresh.getElementById('snippet');
    if (!code) return location.reload(); // signed out meanwhile
    document.getElementById('snippet').value = code.value;
    // Made in this document, so that a tag in it comes alive.
    const shown = document.importNode(fresh.getElementById('preview'), true);
    document.getElementById('preview').replaceWith(shown);
    form.querySelector('[data-renewed]').textContent = form.dataset.said;
  }

  form.querySelector('[data-noscript]').hidden = true;
  form.addEventListener('input', renew);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    renew();
  });
})();
