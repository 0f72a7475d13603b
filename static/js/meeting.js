// A gentle clock beside a point on the digibord: a ring that fills, and words. It never sounds and never turns red.
(() => {
  const clock = document.querySelector('.board-clock');
  const minutes = Number(clock?.dataset.minutes);
  if (!minutes) return;
  const hand = clock.querySelector('[data-hand]');
  const words = clock.querySelector('[data-words]');
  const began = Date.now();

  function tick() {
    const passed = (Date.now() - began) / 60_000;
    hand.setAttribute('stroke-dasharray', `${Math.min(100, (passed / minutes) * 100).toFixed(1)} 100`);
    const left = Math.ceil(minutes - passed);
    if (left >= minutes) return;
    words.textContent = left > 1 ? `nog ${left} minuten` : left === 1 ? 'nog een minuut' : 'rond het rustig af';
  }

  setInterval(tick, 5000);
})();
