// A real OpenID Connect provider on loopback, for the browser tests: node provider.js PORT REDIRECT_URI
// It speaks as Entree Federatie does: the claims have its names, and the e-mail address may be missing.
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { Provider } from 'oidc-provider';

const [port, redirectUri] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const people = JSON.parse(readFileSync(new URL('people.json', import.meta.url), 'utf8'));
const claimNames = [...new Set(Object.values(people).flatMap(Object.keys))];

const provider = new Provider(issuer, {
  clients: [{ client_id: 'handreiking', client_secret: 'geheim', redirect_uris: [redirectUri] }],
  claims: { openid: ['sub'], profile: claimNames, email: [] },
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (ctx, interaction) => `/inloggen/${interaction.uid}` },
  findAccount: (ctx, id) => people[id] && { accountId: id, claims: () => ({ sub: id, ...people[id] }) },
  renderError: (ctx, out) => {
    ctx.body = out.error; // the page that comes with it asks a font of another host
  },
  // Whoever signs in agrees to share what the site asks for, as at Entree.
  loadExistingGrant: async (ctx) => {
    const grant = new ctx.oidc.provider.Grant({
      clientId: ctx.oidc.client.clientId,
      accountId: ctx.oidc.session.accountId,
    });
    grant.addOIDCScope('openid profile email');
    await grant.save();
    return grant;
  },
  cookies: { keys: ['only-for-tests'] },
  ttl: { Grant: 600, Session: 600, Interaction: 600, AccessToken: 600, IdToken: 600 },
});

provider.on('server_error', (ctx, error) => console.error(error));

const page = (uid) => `<!doctype html><html lang="nl"><meta charset="utf-8"><title>Schoolaccount</title>
<link rel="icon" href="data:,"><main><h1>Schoolaccount</h1><form method="post" action="/inloggen/${uid}">
<label for="wie">Wie ben je?</label> <input id="wie" name="wie"><button>Log in</button>
<button name="stop" value="1">Stop</button></form></main></html>`;

const answer = provider.callback();
const read = async (request) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  return new URLSearchParams(Buffer.concat(parts).toString());
};

http
  .createServer(async (request, response) => {
    if (!request.url.startsWith('/inloggen/')) return answer(request, response);
    try {
      if (request.method !== 'POST') {
        const { uid } = await provider.interactionDetails(request, response);
        return response.setHeader('content-type', 'text/html; charset=utf-8').end(page(uid));
      }
      const form = await read(request);
      const result = form.get('stop')
        ? { error: 'access_denied', error_description: 'stopped' }
        : { login: { accountId: `${form.get('wie')}@vijver` } };
      await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
    } catch (error) {
      response.writeHead(400).end(String(error));
    }
  })
  .listen(Number(port), '127.0.0.1', () => console.log(`ready at ${issuer}`));
