// Only what HTML cannot do. Every page works without this file.
(() => {
  const root = document.documentElement;
  const on = (type, handle) => document.addEventListener(type, handle);
  const isShown = (element) => element.getClientRects().length > 0;

  document.querySelectorAll('[data-print], [data-full]').forEach((button) => (button.hidden = false));

  // ---- buttons: open a dialog, show a password, fill the screen, print ----

  on('click', (event) => {
    const button = event.target.closest('button');
    if (!button) return;
    const { open, show } = button.dataset;
    if (open) document.getElementById(open)?.showModal();
    if (show) togglePassword(document.getElementById(show), button);
    if (button.hasAttribute('data-full')) toggleFullScreen();
    if (button.hasAttribute('data-print')) window.print();
  });

  function togglePassword(input, button) {
    if (!input) return;
    const hidden = input.type === 'password';
    input.type = hidden ? 'text' : 'password';
    button.setAttribute('aria-pressed', hidden);
  }

  function toggleFullScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else root.requestFullscreen?.().catch(() => {});
  }

  // ---- a long list of boxes to tick: look for a name. What is ticked stays in sight ----

  const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

  document.querySelectorAll('[data-filter]').forEach((list) => {
    const box = list.querySelector('[data-filter-box]');
    if (!box) return;
    box.hidden = false;
    const input = box.querySelector('input');
    input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') event.preventDefault();
    });
    input.addEventListener('input', () => {
      const wanted = plain(input.value.trim());
      let found = 0;
      list.querySelectorAll('.check').forEach((label) => {
        const fits = plain(label.textContent).includes(wanted);
        found += fits;
        label.hidden = !fits && !label.querySelector('input').checked;
      });
      box.querySelector('[data-filter-count]').textContent = wanted ? `${found} gevonden` : '';
    });
  });

  // ---- digibord: keys and a presenter turn the page, by the link that is visible ----

  const TURN = { ArrowRight: 'next', PageDown: 'next', ' ': 'next', ArrowLeft: 'prev', PageUp: 'prev' };

  on('keydown', (event) => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    const rel = event.key === ' ' && event.shiftKey ? 'prev' : TURN[event.key];
    if (!rel || event.target.closest('button, input, select, textarea, summary, dialog')) return;
    const link = [...document.querySelectorAll(`.board a[rel="${rel}"]`)].find(isShown);
    if (!link) return;
    event.preventDefault();
    link.click();
  });

  // ---- forms that submit themselves. Who chooses with the keyboard gets the button back:
  //      an arrow key would otherwise load a page for every choice it passes ----

  let byKeyboard = false;
  on('pointerdown', () => (byKeyboard = false));
  on('keydown', () => (byKeyboard = true));

  on('change', (event) => {
    const form = event.target.form;
    if (!form?.matches('[data-auto]')) return;
    if (byKeyboard) form.classList.add('by-keyboard');
    else form.requestSubmit();
  });

  // ---- saving: say that it runs, never fail in silence, warn before text is lost ----

  const BUSY = 'Bezig met bewaren …';
  const NOT_SAVED = 'Bewaren lukt nu niet. Je tekst staat er nog. Probeer het zo nog eens.';
  const NOT_LOADED = 'Dat lukt nu niet. Probeer het zo nog eens.';
  const saved = new WeakMap(); // the text of a textarea as the server has it

  const isSaving = (event) => event.detail.requestConfig?.verb !== 'get';
  const hasDrafts = (element) => document.querySelector('meta[name="drafts"]') && element?.matches?.('[data-draft]');
  const statusOf = (element) => element?.closest?.('[data-save]')?.querySelector('[data-status]');
  const lines = (text) => text.replace(/\r\n/g, '\n');

  on('htmx:beforeRequest', (event) => {
    const status = statusOf(event.detail.elt);
    // a form that is tried again by itself goes on saying that it waits
    const waits = event.detail.elt.hasAttribute('data-waiting');
    if (status && isSaving(event) && !waits) status.textContent = BUSY;
  });

  on('htmx:afterRequest', (event) => {
    const { elt, xhr, requestConfig } = event.detail;
    // htmx also calls a 422 successful where it is told to swap it, and the way to the login
    const toLogin = xhr.getResponseHeader('HX-Redirect') && !xhr.getResponseHeader('Answer-Kept');
    const successful = event.detail.successful && xhr.status < 400 && !toLogin;
    if (successful) takeBackFailure();
    if (!isSaving(event)) return;
    const status = statusOf(elt);
    if (successful) {
      rememberSaved(elt, requestConfig?.formData);
      // the server's answer normally brings its own status; this is for an answer without one
      if (status?.textContent === BUSY) status.textContent = `Bewaard om ${now()}${status.dataset.status}`;
    } else if (status?.textContent === BUSY) {
      status.textContent = 'Niet bewaard';
    }
  });

  const failed = (event) => {
    // 422 and 409 are answers: the page shows what is wrong beside the field. drafts.js speaks for its own forms
    const meant = [422, 409].includes(event.detail.xhr?.status) || hasDrafts(event.detail.elt);
    if (!meant) say(isSaving(event) ? NOT_SAVED : NOT_LOADED);
  };
  ['htmx:responseError', 'htmx:sendError', 'htmx:timeout'].forEach((type) => on(type, failed));

  // what is answered without a name is kept in no browser: after the session ended it stays on the page, to copy
  const LOGGED_OUT =
    'Je bent uitgelogd. Dit laatste is niet bewaard, wat je eerder koos wel. Kopieer je tekst, en log in een nieuw tabblad in.';

  on('htmx:beforeOnLoad', (event) => {
    const { elt, xhr } = event.detail;
    if (!xhr.getResponseHeader('HX-Redirect') || !elt.closest('[data-stay]')) return;
    event.preventDefault();
    say(LOGGED_OUT);
  });

  function say(sentence) {
    takeBackFailure();
    const alert = document.createElement('div');
    alert.className = 'alert alert--float tone-bad';
    const text = document.createElement('p');
    text.textContent = sentence;
    alert.append(text);
    document.getElementById('meldingen')?.append(alert);
  }

  function takeBackFailure() {
    document.querySelectorAll('#meldingen > .alert--float').forEach((alert) => alert.remove());
  }

  function now() {
    return new Date().toLocaleTimeString('nl-NL', { hour: '2-digit', minute: '2-digit' });
  }

  function rememberSaved(element, sent) {
    if (!sent) return;
    const form = element.form ?? element.closest('form');
    for (const area of document.querySelectorAll('[data-save] textarea[name]')) {
      const together = area === element || (form ? area.form === form : element.contains(area));
      if (together && sent.has(area.name)) saved.set(area, lines(String(sent.get(area.name))));
    }
    if (!hasUnsaved()) window.removeEventListener('beforeunload', warn);
  }

  let leavingBy = null; // the form that is being submitted as a page

  const isLeaving = (area) => leavingBy !== null && area.form === leavingBy;
  const isKept = (area) => area.form?.hasAttribute('data-kept'); // an encrypted copy is in this browser
  const isUnsaved = (area) =>
    !isLeaving(area) && !isKept(area) && lines(area.value) !== (saved.get(area) ?? lines(area.defaultValue));
  const hasUnsaved = () => [...document.querySelectorAll('[data-save] textarea')].some(isUnsaved);

  function warn(event) {
    if (hasUnsaved()) event.preventDefault();
  }

  on('input', (event) => {
    leavingBy = null;
    // only listened to while there is something to lose: the listener keeps a page out of the back-forward cache
    if (event.target.matches('[data-save] textarea')) window.addEventListener('beforeunload', warn);
  });

  on('submit', (event) => {
    if (!event.defaultPrevented && event.target.getAttribute('method') !== 'dialog') leavingBy = event.target;
  });

  // ---- a page of who is signed in is never shown again from memory: by then someone else may sit here ----

  if (document.querySelector('meta[name="drafts"]')) {
    window.addEventListener('pagehide', (event) => (root.hidden = event.persisted));
    window.addEventListener('pageshow', (event) => event.persisted && location.reload());
  }
})();
