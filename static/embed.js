// For pages of other sites: <fourways-quiz src="https://quiz.example/embed/..."></fourways-quiz>
// shows the quiz as tall as it is, and tells how far a sitting has come. It never learns what was
// answered, keeps nothing in the browser and passes nothing on but language and colours.
(() => {
  'use strict';
  const NS = 'fourways-quiz';
  // What a frame may tell, and the only details that are passed on.
  const TOLD = {
    ready: [],
    loaded: ['pages'],
    started: [],
    progress: ['page', 'pages'],
    navigated: [],
    resize: ['height'],
    completed: ['receipt'],
    error: ['code'],
  };
  // Not inline, so that the policy of the page around does not forbid it.
  const look = new CSSStyleSheet();
  look.replaceSync(`:host{display:block}[hidden]{display:none}iframe{display:block;width:100%;border:0}
a,button{font:inherit;min-height:44px;padding:10px 16px}a{display:block;color:inherit}
:host([theme=light]){color-scheme:light}:host([theme=dark]){color-scheme:dark}
dialog{color:CanvasText;background:Canvas;width:min(48rem,100%);max-width:100%;max-height:100%;box-sizing:border-box;padding:0;border:0}
dialog button{display:block;margin-left:auto;position:sticky;top:0}dialog::backdrop{background:#0009}`);

  const make = (name, given) => Object.assign(document.createElement(name), given);
  // Pages without https have no randomUUID.
  const key = () => crypto.getRandomValues(new Uint32Array(3)).join('-');

  class Quiz extends HTMLElement {
    static get observedAttributes() {
      return ['src', 'locale', 'theme', 'mode'];
    }

    connectedCallback() {
      addEventListener('message', this);
      this.draw();
    }

    disconnectedCallback() {
      removeEventListener('message', this);
    }

    attributeChangedCallback() {
      if (this.frame && this.isConnected) this.draw();
    }

    draw() {
      const given = (name) => this.getAttribute(name) || '';
      const asked = new URL(given('src'), document.baseURI);
      const quiz = new URL(asked.pathname, asked.origin); // whatever else its address holds stays here
      ['locale', 'theme'].forEach((name) => given(name) && quiz.searchParams.set(name, given(name)));
      this.from = quiz.origin;
      this.key = key();
      this.met = this.begun = this.done = false;
      this.least = Math.max(120, parseInt(given('min-height')) || 480);
      const title = given('title') || 'Career quiz';
      const frame = this.frame = make('iframe', { title, part: 'frame' });
      frame.style.height = this.least + 'px';
      frame.onload = () => setTimeout(() => {
        if (frame === this.frame && !this.met) this.tell('error', { code: 'silent' });
      }, 5000);
      this.link = make('a', { href: quiz, target: '_blank', rel: 'noopener', textContent: 'Open in a new tab' });
      const root = this.shadowRoot || this.attachShadow({ mode: 'open' });
      root.adoptedStyleSheets = [look];
      if (given('mode') === 'popup') {
        const dialog = make('dialog', { ariaLabel: title });
        const close = make('button', { textContent: 'Close', part: 'close', onclick: () => dialog.close() });
        dialog.append(close, frame, this.link);
        const open = make('button', { textContent: title, part: 'open' });
        open.onclick = () => {
          if (!frame.src) frame.src = quiz; // opened again, a sitting goes on where it was
          dialog.showModal();
        };
        root.replaceChildren(open, dialog);
      } else {
        frame.loading = given('loading') || 'eager';
        frame.src = quiz;
        root.replaceChildren(frame, this.link);
      }
    }

    // A message: only of this frame, from its own site, for this element.
    handleEvent({ source, origin, data }) {
      if (!this.frame || source !== this.frame.contentWindow || origin !== this.from) return;
      if (!data || data.ns !== NS || data.v !== 1 || !Object.hasOwn(TOLD, data.type)) return;
      const early = data.id === undefined && (data.type === 'ready' || data.type === 'resize');
      if (early || data.id === this.key) this.hear(data.type, data);
    }

    hear(type, data) {
      if (type === 'ready') this.greet();
      if (type === 'resize' && !this.fit(data.height)) return;
      if (type === 'navigated') this.show();
      // Back and reload show a page again: that is told once.
      if ((type === 'started' && this.begun) || (type === 'completed' && this.done)) return;
      if (type === 'started' || type === 'completed') this.begun = !(this.done = type === 'completed');
      if (type === 'progress') this.done = false;
      this.tell(type, Object.fromEntries(TOLD[type].map((name) => [name, data[name]])));
    }

    tell(type, detail) {
      this.dispatchEvent(new CustomEvent(NS + ':' + type, { bubbles: true, detail }));
    }

    greet() {
      const redirect = this.getAttribute('redirect') === 'top';
      const hello = { ns: NS, v: 1, type: 'hello', id: this.key, first: !this.met, redirect };
      this.frame.contentWindow.postMessage(hello, this.from);
      this.met = this.link.hidden = true;
    }

    fit(height) {
      if (!(Number.isFinite(height) && height > 0)) return false;
      this.frame.style.height = Math.min(20000, Math.max(this.least, Math.ceil(height))) + 'px';
      return true;
    }

    // A new page begins at its top, where that is out of sight.
    show() {
      const { top } = this.frame.getBoundingClientRect();
      if (top >= 0 && top < innerHeight) return;
      const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
      this.frame.scrollIntoView({ block: 'start', behavior: still ? 'instant' : 'smooth' });
    }
  }

  if (!customElements.get(NS)) customElements.define(NS, Quiz);
})();
