// The team conversation: a clock that hurries nobody, keys that turn the page, and following along. The pages work
// without it: then the clock says the planned time, and who follows refreshes by a link.
(() => {
  const EVERY = 3_000; // how often who follows asks; within five seconds they see what was recorded
  const PATIENCE = 10_000;
  const HIDDEN = 'klok-verborgen';

  // ---- the clock: counts up in whole minutes beside what was planned. No sound, no red ----

  let entered = performance.now();

  function tick() {
    const clock = document.querySelector('[data-clock]');
    if (!clock) return;
    const planned = Number(clock.dataset.minutes);
    const passed = Math.floor((Number(clock.dataset.elapsed) + (performance.now() - entered) / 1_000) / 60);
    const words = passed < planned ? `${passed} van ${planned} minuten` : `${passed} minuten. Jullie mogen door`;
    const text = clock.querySelector('[data-clock-text]');
    if (text.textContent !== words) text.textContent = words;
    const hidden = sessionStorage.getItem(HIDDEN) !== null;
    const toggle = document.querySelector('[data-clock-toggle]');
    clock.hidden = hidden;
    toggle.hidden = false;
    toggle.textContent = hidden ? 'Toon de klok' : 'Verberg de klok';
  }

  document.addEventListener('click', (event) => {
    if (!event.target.closest('[data-clock-toggle]')) return;
    if (sessionStorage.getItem(HIDDEN) === null) sessionStorage.setItem(HIDDEN, '1');
    else sessionStorage.removeItem(HIDDEN);
    tick();
  });

  setInterval(tick, 5_000);
  tick();

  // ---- the board: another step or item came in; begin at its top ----

  document.addEventListener('htmx:afterSwap', (event) => {
    if (event.detail.target?.id !== 'bord') return;
    entered = performance.now();
    tick();
    document.querySelectorAll('#bord [data-full]').forEach((button) => (button.hidden = false));
    const [conflict] = document.querySelectorAll('#botsing, #bord [role="alert"]');
    if (conflict) conflict.scrollIntoView({ block: 'nearest' });
    else if (event.detail.xhr.responseURL && event.detail.xhr.status < 300 && changedPlace()) scrollTo(0, 0);
  });

  let place = '';
  function changedPlace() {
    const now = [...document.querySelectorAll('#werk [name="at"], #werk [name="item"]')].map((field) => field.value);
    const changed = place !== now.join();
    place = now.join();
    return changed;
  }
  changedPlace();

  // ---- keys and a presenter turn the page ----

  const TURN = { ArrowRight: 'next', PageDown: 'next', ArrowLeft: 'prev', PageUp: 'prev' };

  document.addEventListener('keydown', (event) => {
    const turn = TURN[event.key];
    if (!turn || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.target.closest('input, select, textarea, dialog')) return;
    const button = document.querySelector(`[data-turn="${turn}"]`);
    if (!button) return;
    event.preventDefault();
    button.click();
  });

  // ---- the board while everyone fills in: who is done is counted on, without a reload ----

  async function watch() {
    const board = document.querySelector('[data-watch]');
    if (board && !document.hidden && !document.querySelector('#bord details[open]')) {
      const answer = await fetch(board.dataset.watch, {
        headers: { 'HX-Request': 'true', 'If-None-Match': board.dataset.etag, 'Follow-Pass': board.dataset.pass },
        signal: AbortSignal.timeout(PATIENCE),
      }).catch(() => null);
      const changed = answer?.status === 200 && !answer.headers.get('HX-Redirect');
      if (changed && board.isConnected) htmx.ajax('GET', location.pathname, { target: '#bord', swap: 'outerHTML' });
    }
    setTimeout(watch, EVERY);
  }

  if (document.querySelector('#bord')) setTimeout(watch, EVERY);

  // ---- following: ask whether something changed, only while the page is looked at ----

  const follow = document.querySelector('[data-follow]');
  if (!follow) return;

  const state = document.querySelector('[data-follow-state]');
  const usual = state.innerHTML;
  let timer = 0;
  let asking = false;

  document.querySelector('[data-follow-link]').hidden = true;

  // what it has, and the pass by which the site says in one query that this is still so
  const has = () => {
    const { etag, pass } = follow.querySelector('[data-etag]')?.dataset ?? {};
    return { 'If-None-Match': etag ?? '', 'Follow-Pass': pass ?? '' };
  };

  async function ask() {
    clearTimeout(timer);
    if (asking || document.hidden) return;
    asking = true;
    try {
      const answer = await fetch(follow.dataset.follow, {
        headers: { 'HX-Request': 'true', 'HX-Current-URL': location.href, ...has() },
        signal: AbortSignal.timeout(PATIENCE),
      });
      const elsewhere = answer.headers.get('HX-Redirect');
      if (elsewhere) return location.assign(elsewhere);
      if (answer.status === 200) show(await answer.text());
      else if (answer.status === 403 || answer.status === 404) return location.reload();
      else if (answer.status !== 304) throw new Error(`status ${answer.status}`);
      say(usual);
    } catch {
      say('Even geen verbinding. We proberen het vanzelf opnieuw.');
    } finally {
      asking = false;
    }
    timer = setTimeout(ask, EVERY);
  }

  function say(words) {
    if (state.innerHTML !== words) state.innerHTML = words;
  }

  function show(part) {
    const focused = document.activeElement?.id;
    const before = follow.querySelector('h1')?.textContent;
    follow.innerHTML = part;
    const title = follow.querySelector('h1');
    if (title && title.textContent !== before) announce(title.textContent);
    else if (focused) document.getElementById(focused)?.focus();
  }

  // a screen reader hears what is on the table now, and not the whole page
  function announce(words) {
    const place = document.getElementById('meldingen');
    const line = document.createElement('span');
    line.className = 'visually-hidden';
    line.textContent = words;
    place?.replaceChildren(line);
  }

  document.addEventListener('visibilitychange', ask);
  timer = setTimeout(ask, EVERY);
})();
