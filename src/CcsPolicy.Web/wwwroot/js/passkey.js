// パスキー: asks the browser's authenticator and sends its answer with the form. Where there is none, the form stays hidden and the code of the app remains.
const asks = {
  create: options => navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }),
  get: options => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }),
};

for (const form of globalThis.PublicKeyCredential?.parseCreationOptionsFromJSON ? document.querySelectorAll('form[data-passkey]') : []) {
  const failed = form.querySelector('[data-passkey-failed]');
  form.hidden = false;
  form.addEventListener('submit', async event => {
    if (form.elements.Credential.value) return;
    event.preventDefault();
    failed.hidden = true;
    try {
      const credential = await asks[form.dataset.passkey](JSON.parse(form.dataset.options));
      form.elements.Credential.value = JSON.stringify(credential.toJSON());
      form.requestSubmit();
    } catch {
      failed.hidden = false;
    }
  });
}
