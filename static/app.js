// Every page works without this file. It saves an answer while its page is open, goes on without a
// reload, copies and prints. Whatever it does not expect it leaves to the browser.
(() => {
  'use strict';
  const page = document;
  const here = () => location.pathname + location.search;
  let shown = here(); // the address of what is on the page
  let turn = 0; // grows with every choice and move, so that a late answer is known to be late
  let reached = false; // the server has answered this script before
  let question = null; // the question on the page, see `ask`

  const each = (selector, act) => page.querySelectorAll(selector).forEach(act);
  const parse = (text) => new DOMParser().parseFromString(text, 'text/html');

  // Wait so many seconds, or until the connection is back.
  const rest = (seconds) => new Promise((done) => {
    setTimeout(done, 1000 * seconds);
    addEventListener('online', done, { once: true });
  });

  // What the server answers, or null where it cannot be reached.
  async function fetched(address, options) {
    try {
      const answer = await fetch(address, { signal: AbortSignal.timeout(15000), ...options });
      reached = true;
      return answer;
    } catch {
      return null;
    }
  }

  function posted(form, button, headers) {
    const body = new URLSearchParams(new FormData(form));
    if (button && button.name) body.append(button.name, button.value);
    return fetched(form.action, { method: 'POST', body, headers });
  }

  // Put the page that arrived in the place of this one. False where it has other files than this.
  async function show(answer) {
    const fresh = parse(await answer.text());
    const files = (one) => Array.from(one.querySelectorAll('head [href],head [src]'), (e) => e.outerHTML).join();
    if (files(fresh) !== files(page)) return false;
    const same = new URL(answer.url).pathname === location.pathname;
    history[same ? 'replaceState' : 'pushState'](null, '', answer.url);
    shown = here();
    page.title = fresh.title;
    page.body.replaceWith(page.adoptNode(fresh.body));
    dress();
    const heading = page.querySelector('[data-focus],h1');
    heading.tabIndex = -1;
    if (page.getElementById('place')) heading.setAttribute('aria-describedby', 'place');
    heading.focus();
    scrollTo(0, 0);
    return true;
  }

  // One answer cannot be both. Choosing it in one group sets it aside in the other, and puts it
  // back when the choice moves on: arrow keys may pass over it without harm.
  function partTwins(block) {
    const note = block.querySelector('[data-note]');
    const plain = note.textContent;
    const aside = {};
    block.addEventListener('change', ({ target }) => {
      const others = Array.from(block.querySelectorAll('.ml input')).filter((one) => one.name !== target.name);
      const [{ name }] = others;
      const twin = others.find((one) => one.value === target.value);
      if (twin.checked) {
        aside[name] = twin;
        twin.checked = false;
      } else if (aside[name] && !others.some((one) => one.checked)) {
        aside[name].checked = true;
        aside[name] = null;
      }
      aside[target.name] = null;
      note.textContent = aside[name] ? note.dataset[name.split('.').pop()] : plain;
    });
  }

  // A question saves its complete answer in the background, the newest last, and goes on.
  function ask(form) {
    const line = form.querySelector('[data-saved]');
    const chosen = () => Array.from(form.querySelectorAll(':checked'), (one) => one.value);
    const choice = () => chosen().join();
    const complete = () => 'block' in form.dataset && new Set(chosen()).size === 2;
    let kept = line.textContent === line.dataset.done ? choice() : '';
    let plain = false; // the browser sends the form itself
    const unsaved = () => !plain && complete() && choice() !== kept;
    const refused = (answer) => !answer && !reached && navigator.onLine;

    function say(state) {
      line.textContent = line.dataset[state];
      line.classList.toggle('no', state !== 'done');
    }

    async function save() {
      for (let pause = 1; unsaved(); pause = Math.min(2 * pause, 30)) {
        const sent = choice();
        const answer = await posted(form, null, { Prefer: 'return=minimal' });
        if (answer && answer.status === 204) {
          form.elements.seen.value = decodeURIComponent(answer.headers.get('Seen'));
          kept = sent;
        } else if (refused(answer) || (answer && answer.status !== 503)) {
          return; // Continue shows what the server has to say
        } else {
          say(answer ? 'unsaved' : 'offline');
          await rest(pause);
        }
      }
      if (choice() !== kept) return;
      say('done');
      each('[data-first]', (line) => { line.hidden = line.dataset.first < 1; });
    }

    async function goOn(button, mine) {
      await question.saving;
      for (let pause = 1; mine === turn; pause = Math.min(2 * pause, 30)) {
        const answer = await posted(form, button);
        if (answer ? !answer.ok || !(await show(answer)) : refused(answer)) {
          plain = true;
          setTimeout(() => button.click()); // not within the event that asked to send
        }
        if (answer || plain) return;
        say('offline');
        await rest(pause);
      }
    }

    form.addEventListener('change', () => {
      turn++;
      say('unsaved');
      question.saving = question.saving || save().then(() => { question.saving = null; });
    });
    form.addEventListener('submit', (event) => {
      if (plain) return;
      event.preventDefault();
      goOn(event.submitter, ++turn);
    });
    question = { unsaved, saving: null };
  }

  addEventListener('beforeunload', (event) => {
    if (!question || !question.unsaved()) return;
    event.preventDefault();
  });

  // Back and Forward between questions that came without a reload.
  addEventListener('popstate', async () => {
    if (here() === shown) return;
    const mine = ++turn;
    if (question) await question.saving;
    const answer = await fetched(location.href);
    if (mine === turn && !(answer && answer.ok && (await show(answer)))) location.reload();
  });

  // A page that comes back from the browser's memory may show an older answer: ask for it again.
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });

  function copied(button) {
    const words = button.textContent;
    button.textContent = button.dataset.done;
    each('[data-copied]', (line) => { line.textContent = line.dataset.copied; });
    setTimeout(() => { button.textContent = words; }, 2500);
  }

  function offerCopy(button) {
    if (!navigator.clipboard) return; // the field beside it can be selected
    button.hidden = false;
    button.onclick = () => {
      const field = page.getElementById(button.dataset.copyfrom);
      field.select();
      navigator.clipboard.writeText(field.value).then(() => copied(button), () => {});
    };
  }

  // Answers that are only tried: sent at every change, and what they lead to is shown.
  function tryOut(form) {
    form.onchange = async () => {
      const mine = ++turn;
      const answer = await posted(form);
      const fresh = answer && parse(await answer.text()).getElementById('outcome');
      if (fresh && mine === turn) page.getElementById('outcome').innerHTML = fresh.innerHTML;
    };
  }

  function dress() {
    question = null;
    each('[data-focus]', (summary) => summary.focus({ preventScroll: true }));
    each('[data-print]', (button) => {
      button.hidden = false;
      button.onclick = () => print();
    });
    each('[data-copyfrom]', offerCopy);
    each('[data-whatif]', tryOut);
    each('[data-block]', partTwins);
    // A frame of an unknown origin may not ask the server: there the form is sent as it is.
    if (self.origin !== 'null' && self.AbortSignal && AbortSignal.timeout) each('form.q', ask);
  }
  dress();
})();
