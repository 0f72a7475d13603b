// Nothing typed is lost: an answer that is not saved yet is tried again by itself, and is meanwhile kept in this
// browser, encrypted with a key that only a page of the person who is signed in holds. Loaded only for who is.
(() => {
  const meta = document.querySelector('meta[name="drafts"]');
  if (!meta) return;

  const PREFIX = 'handreiking.draft.';
  const DAYS_30 = 30 * 24 * 60 * 60 * 1000;
  const AGAIN_AFTER = 15_000;
  const people = meta.content.split(' ').map((pair) => pair.split(':')); // the first is of today's secret
  const canKeep = Boolean(window.isSecureContext && window.crypto?.subtle && window.localStorage);
  const on = (type, handle) => document.addEventListener(type, handle);
  const formOf = (element) => element?.closest?.('form[data-draft]');
  const forms = () => document.querySelectorAll('form[data-draft]');

  // ---- what a form holds ----

  const typed = (form) => [...form.elements].filter((f) => f.name && /^(text|textarea|radio)$/.test(f.type));
  const basis = (form) => ['day', 'version'].map((name) => form.elements[name]?.value ?? '');

  function values(form) {
    const found = {};
    for (const field of typed(form)) if (field.type !== 'radio' || field.checked) found[field.name] = field.value;
    return found;
  }

  // As the server sent it; the browser fills in nothing by itself (autocomplete="off").
  function sentByServer(form) {
    const found = {};
    for (const field of typed(form)) {
      if (field.type !== 'radio') found[field.name] = field.defaultValue;
      else if (field.defaultChecked) found[field.name] = field.value;
    }
    return found;
  }

  function sentValues(form, sent) {
    const found = {};
    for (const { name } of typed(form)) if (sent.has(name)) found[name] = sent.get(name);
    return found;
  }

  function fill(form, draft) {
    for (const field of typed(form)) {
      const value = draft.values[field.name] ?? '';
      if (field.type === 'radio') field.checked = field.value === value;
      else field.value = value;
    }
    [form.elements.day.value, form.elements.version.value] = draft.basis;
    if (draft.values.group) form.querySelector('.for-group').open = true;
  }

  const asText = (found) => JSON.stringify(Object.entries(found).filter(([, value]) => value.trim()).sort());
  const isEmpty = (found) => Object.entries(found).every(([name, value]) => name === 'group' || !value.trim());

  // ---- encrypted in the browser's storage: name of the person, moment, and what only the key opens ----

  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
  const asKey = (raw) => crypto.subtle.importKey('raw', bytes(raw), 'AES-GCM', false, ['encrypt', 'decrypt']);
  const keys = canKeep ? Promise.all(people.map(([, key]) => asKey(key))) : null;
  const storedNames = () => Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
  const isOwn = (name) => people.some(([person]) => name.startsWith(`${PREFIX}${person}.`));

  function base64(buffer) {
    const parts = [];
    const all = new Uint8Array(buffer);
    for (let at = 0; at < all.length; at += 8192) parts.push(String.fromCharCode(...all.subarray(at, at + 8192)));
    return btoa(parts.join(''));
  }

  async function close(draft) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(JSON.stringify(draft));
    const secret = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, (await keys)[0], plain);
    return `${draft.at}.${base64(iv)}.${base64(secret)}`;
  }

  async function open(name) {
    const [at, iv, secret] = (localStorage.getItem(name) ?? '').split('.');
    if (!secret || !(Date.now() - Number(at) < DAYS_30)) return null;
    for (const key of await keys) {
      try {
        const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: bytes(iv) }, key, bytes(secret));
        return { ...JSON.parse(new TextDecoder().decode(plain)), name };
      } catch {
        // closed with another key
      }
    }
    return null;
  }

  // What belongs to someone else, is too old or opens with no key of this person is of no use here: it goes.
  async function ownDrafts() {
    const drafts = [];
    for (const name of storedNames()) {
      const draft = isOwn(name) ? await open(name) : null;
      if (draft) drafts.push(draft);
      else localStorage.removeItem(name);
    }
    return drafts.sort((one, other) => other.at - one.at);
  }

  // ---- keep what is typed until the server says that it has it ----

  const places = new WeakMap(); // a form's own place in the storage: two tabs do not write over each other
  const confirmed = new WeakMap(); // what the server has, as text
  const turns = new WeakMap(); // the last of several that are being encrypted counts

  function place(form) {
    if (!places.has(form)) places.set(form, `${PREFIX}${people[0][0]}.${crypto.randomUUID()}`);
    return places.get(form);
  }

  async function keep(form) {
    const turn = (turns.get(form) ?? 0) + 1;
    turns.set(form, turn);
    const now = values(form);
    delete form.dataset.kept; // while this is missing, handreiking.js warns before the page is left
    if (!canKeep) return;
    if (asText(now) === confirmed.get(form) || isEmpty(now)) return localStorage.removeItem(place(form));
    // tomorrow another question is on the page of today: the form's own address leads to where this one always is
    const where = form.closest('.ask') ? form.getAttribute('action') : location.pathname + location.search;
    const draft = { form: form.dataset.draft, values: now, basis: basis(form), at: Date.now(), where };
    const secret = await close(draft);
    if (turns.get(form) !== turn) return;
    try {
      localStorage.setItem(place(form), secret);
      form.dataset.kept = '';
    } catch {
      localStorage.removeItem(place(form)); // too much for the storage; an older copy would mislead
    }
  }

  const begin = (form) => {
    if (confirmed.has(form)) return;
    // A form that came back refused holds what the server does not have.
    confirmed.set(form, form.hasAttribute('data-unsaved') ? null : asText(sentByServer(form)));
    if (asText(values(form)) === confirmed.get(form)) return;
    keep(form);
    if (!form.hasAttribute('data-unsaved')) whenReady(() => save(form)); // typed while the page was still loading
  };

  ['input', 'change'].forEach((type) =>
    on(type, (event) => {
      const form = formOf(event.target);
      if (form) keep(form);
    }),
  );

  // ---- offer back ----

  const HERE = { timeZone: 'Europe/Amsterdam' }; // as the server says it

  function moment(at) {
    const then = new Date(at);
    const time = then.toLocaleTimeString('nl-NL', { ...HERE, hour: '2-digit', minute: '2-digit' });
    const day = (date) => date.toLocaleDateString('nl-NL', { ...HERE, day: 'numeric', month: 'long' });
    return day(then) === day(new Date()) ? `om ${time}` : `op ${day(then)} om ${time}`;
  }

  function make(tag, className, text) {
    const element = document.createElement(tag);
    element.className = className;
    if (text) element.textContent = text;
    return element;
  }

  function box(form, sentence, name) {
    const found = make('div', 'alert draft');
    found.dataset.place = name;
    found.append(make('p', '', sentence));
    form.querySelector('.answer, fieldset').before(found);
    return found;
  }

  function offer(form, draft) {
    if (asText(draft.values) === asText(values(form))) return localStorage.removeItem(draft.name);
    if (isEmpty(values(form)) && form.elements.version.value === '0' && draft.basis[1] === '0') {
      box(form, `We hebben teruggezet wat je hier ${moment(draft.at)} typte.`, draft.name);
      return putBack(form, draft);
    }
    const found = box(form, `Je was hier nog aan het schrijven (${moment(draft.at)}).`, draft.name);
    if (form.querySelector('textarea, fieldset .talk')) found.append(make('q', '', shortened(wordsOf(draft))));
    const buttons = make('p', 'cluster');
    const back = make('button', 'button button--quiet', 'Zet terug');
    const away = make('button', 'button button--plain', 'Gooi weg');
    back.type = away.type = 'button';
    back.addEventListener('click', () => leave(form, found, () => putBack(form, draft)));
    away.addEventListener('click', () => leave(form, found, () => localStorage.removeItem(draft.name)));
    buttons.append(back, ' ', away);
    found.append(buttons);
  }

  const wordsOf = (draft) => Object.values(draft.values).filter((value) => value.trim()).join(' / ');
  const shortened = (words) => (words.length > 300 ? `${words.slice(0, 300)} …` : words);

  function leave(form, found, act) {
    found.remove();
    act();
    typed(form)[0]?.focus();
  }

  // It goes on from what it began from: where the server has something else by now, both are shown.
  async function putBack(form, draft) {
    fill(form, draft);
    await keep(form);
    if (form.hasAttribute('data-kept')) localStorage.removeItem(draft.name);
    whenReady(() => save(form));
  }

  function whenReady(act) {
    if (document.readyState === 'complete') setTimeout(act);
    else window.addEventListener('load', act, { once: true });
  }

  const save = (form) => window.htmx?.trigger(form, 'retry');

  function pointElsewhere(drafts) {
    const list = document.querySelector('[data-drafts]');
    if (!list || !drafts.length) return;
    for (const draft of drafts) {
      const link = make('a', '', `${moment(draft.at)}: ${Object.values(draft.values).find((value) => value.trim()).slice(0, 60)}`);
      link.href = new URL(draft.where, location.origin).pathname + new URL(draft.where, location.origin).search;
      link.href += `#${draft.form.split(' ')[0]}`;
      const item = document.createElement('li');
      item.append(link);
      list.querySelector('ul').append(item);
    }
    list.hidden = false;
  }

  const left = document.querySelector('[data-drafts-left]');
  const isLeft = (draft) => left && new URL(draft.where, location.origin).pathname === location.pathname;

  // The page that it was typed on takes it no more, such as a talk that has opened: there it is to copy.
  function showLeft(draft) {
    const found = make('div', 'alert draft');
    const away = make('button', 'button button--plain', 'Gooi weg');
    away.type = 'button';
    away.addEventListener('click', () => {
      localStorage.removeItem(draft.name);
      found.remove();
    });
    found.append(
      make('p', '', `Dit typte je hier ${moment(draft.at)}, en het is niet bewaard. Kopieer wat je wilt houden.`),
      make('q', '', wordsOf(draft)),
      away,
    );
    left.append(found);
    left.hidden = false;
  }

  async function look() {
    if (!canKeep) return;
    const drafts = await ownDrafts();
    const here = new Map([...forms()].map((form) => [form.dataset.draft, form]));
    for (const draft of drafts) if (here.has(draft.form)) offer(here.get(draft.form), draft);
    const others = drafts.filter((draft) => !here.has(draft.form));
    others.filter(isLeft).forEach(showLeft);
    pointElsewhere(others.filter((draft) => !isLeft(draft)));
  }

  // Another tab saved it or threw it away.
  window.addEventListener('storage', (event) => {
    const gone = event.key && localStorage.getItem(event.key) === null;
    if (gone) document.querySelector(`[data-place="${event.key}"]`)?.remove();
  });

  // ---- saving fails: say so, and try again by itself ----

  const KEPT_HERE = 'Je tekst blijft in deze browser staan. We proberen het vanzelf opnieuw.';
  const NOT_KEPT = 'Je tekst staat er nog. Laat deze pagina open. We proberen het vanzelf opnieuw.';
  const SENTENCES = {
    403: 'Nog niet bewaard. Je bent intussen opnieuw ingelogd. Laad de pagina opnieuw, dan staat je tekst er weer.',
    404: 'Bewaren kan niet meer: deze vraag is er niet meer. Kopieer je tekst.',
    413: 'Dit antwoord is te lang om te bewaren: het mag 20.000 tekens zijn. Haal er een stuk af; je tekst staat er nog.',
  };
  const waiting = new Map(); // forms that could not be saved, with what was sent and never heard of again
  let timer = null;

  const statusOf = (form) => form.querySelector('[data-status]');

  function tell(form, sentence) {
    const status = statusOf(form);
    if (status && status.textContent !== sentence) status.textContent = sentence;
    form.querySelector('.save')?.setAttribute('data-waiting', '');
  }

  function wait(form, sent) {
    const unheard = waiting.get(form) ?? [];
    const text = asText(sent);
    if (!unheard.some((earlier) => asText(earlier) === text)) unheard.push(sent);
    // The first most likely arrived, and perhaps one of the last; the server wants no more than five.
    waiting.set(form, unheard.length > 4 ? [unheard[0], ...unheard.slice(-3)] : unheard);
    form.dataset.waiting = '';
    tell(form, `Nog niet bewaard: geen verbinding. ${form.hasAttribute('data-kept') ? KEPT_HERE : NOT_KEPT}`);
    timer ??= setInterval(tryAgain, AGAIN_AFTER);
  }

  function tryAgain() {
    for (const form of waiting.keys()) if (!form.isConnected) waiting.delete(form);
    if (waiting.size && document.visibilityState === 'visible') save(waiting.keys().next().value);
    if (!waiting.size) timer = clearInterval(timer) ?? null;
  }

  function stopWaiting(form) {
    waiting.delete(form);
    delete form.dataset.waiting;
    form.querySelector('.save')?.removeAttribute('data-waiting');
  }

  window.addEventListener('online', tryAgain);
  on('visibilitychange', tryAgain);

  on('htmx:configRequest', (event) => {
    const { elt: form, triggeringEvent, formData } = event.detail;
    if (!form.matches('form[data-draft]')) return;
    const type = triggeringEvent?.type;
    // Between emptying a field and typing anew an answer is not taken away: that waits until the field is left.
    const justEmptied = type === 'input' && isEmpty(values(form));
    // Both versions are on show: what is typed is kept here until one is chosen.
    const choosing = type !== 'submit' && form.querySelector('.conflict');
    if (justEmptied || choosing) event.preventDefault();
    else if (waiting.has(form)) formData.set('sent', JSON.stringify(waiting.get(form)));
  });

  on('htmx:afterRequest', (event) => {
    const { xhr, requestConfig } = event.detail;
    const form = requestConfig?.elt; // after a choice the form has been replaced, and the event comes from around it
    if (!form?.matches('form[data-draft]')) return;
    const sent = sentValues(form, requestConfig.formData);
    if (xhr.getResponseHeader('Answer-Kept')) {
      confirmed.set(form, asText(sent));
      stopWaiting(form);
      keep(form);
      tryAgain();
    } else if (xhr.status === 409 || xhr.status === 422) {
      stopWaiting(form);
    } else if (SENTENCES[xhr.status] || xhr.status === 400) {
      stopWaiting(form);
      tell(form, SENTENCES[xhr.status] ?? SENTENCES[413]);
    } else if (!xhr.getResponseHeader('HX-Redirect')) {
      wait(form, sent);
    }
  });

  // ---- sent as a page, taken away, signed out ----

  on('submit', (event) => {
    const form = event.target;
    if (!form.dataset.forget || !canKeep) return;
    if (form.dataset.forget === '*') storedNames().forEach((name) => localStorage.removeItem(name));
    else forms().forEach((other) => other.dataset.draft === form.dataset.forget && localStorage.removeItem(place(other)));
  });

  on('htmx:load', (event) => {
    const form = event.target.matches?.('form[data-draft]') ? event.target : null;
    if (form) begin(form);
  });

  forms().forEach(begin);
  look();
})();
