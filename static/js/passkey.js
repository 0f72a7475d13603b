// Passkeys: ties the buttons of our pages to the functions of allauth (mfa/js/webauthn.js), without a script in the page.
(() => {
  const { forms } = window.allauth.webauthn;
  const starts = { add: forms.addForm, authenticate: forms.authenticateForm, login: forms.loginForm };

  document.querySelectorAll('[data-passkey]').forEach((button) => {
    const { passkey, credential, passwordless } = button.dataset;
    button.hidden = !window.webauthnJSON.supported();
    starts[passkey]({ ids: { [passkey]: button.id, credential, passwordless, data: 'js_data' } });
  });

  // Who closes the window of the browser, or has no passkey here, reads what to do.
  document.addEventListener('allauth.error', (event) => {
    event.preventDefault();
    const note = document.getElementById('passkey-fout');
    if (!note) return;
    note.hidden = false;
    note.focus();
  });
})();
