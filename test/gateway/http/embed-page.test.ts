import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setup, SESSIONS, testNothingSecretLeft, type Setup } from '../setup.js';

const embed = { script: 'https://cdn.example/gs/v1/embed.js', frameAncestors: ['https://shop.example.com'] };
const withPages = (change = {}): Setup => setup({ embed, public: ['scores.read', 'sessions.read'], ...change });
const get = (it: Setup, path: string) => it.ask(path, { origin: null });

test('a page with one widget, its attributes from the query', async () => {
  const it = withPages({ basePath: '/gs' });
  const page = await get(it, '/gs/embed/leaderboard?session-id=gs_demo&limit=10&lang=de&heading=Top%20%3C10%3E');
  assert.equal(page.status, 200);
  assert.match(page.headers.get('content-type') ?? '', /^text\/html/);
  assert.match(page.text, /<script type="module" src="https:\/\/cdn\.example\/gs\/v1\/embed\.js">/);
  assert.match(page.text, /<html lang="de" data-base="\/gs">/);
  assert.match(
    page.text,
    /<gs-leaderboard session-id="gs_demo" limit="10" lang="de" heading="Top &#60;10&#62;"><\/gs-leaderboard>/,
  );
});

test('only attributes of the list, and nothing that breaks out of them', async () => {
  const it = withPages();
  const { text } = await get(
    it,
    `/embed/leaderboard?onclick=alert(1)&style=x&report-scores=best&session-id=${encodeURIComponent('"><script>alert(1)</script>')}&limit=1&limit=2&heading=${'x'.repeat(1_001)}&view=a%00b`,
  );
  const [, tag] = /<body>(.*)<\/body>/s.exec(text) ?? [];
  assert.equal(
    tag,
    '<gs-leaderboard session-id="&#34;&#62;&#60;script&#62;alert(1)&#60;/script&#62;" limit="1"></gs-leaderboard>',
  );
});

test('only listed origins may frame it, and only the configured script runs', async () => {
  const it = withPages();
  const page = await get(it, '/embed/recent-games');
  const policy = page.headers.get('content-security-policy') ?? '';
  assert.match(policy, /frame-ancestors https:\/\/shop\.example\.com(;|$)/);
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /script-src https:\/\/cdn\.example 'sha256-[\w+/]{43}='/);
  const [, script = ''] = /<script>(.*?)<\/script>/s.exec(page.text) ?? [];
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(script));
  assert.ok(
    policy.includes(`'sha256-${Buffer.from(digest).toString('base64')}'`),
    'the inline script is the one allowed',
  );
  assert.doesNotMatch(policy, /unsafe/);
});

test('there are no such pages unless they are configured, and none of other elements', async () => {
  assert.equal((await get(setup(), '/embed/leaderboard')).status, 404);
  const it = withPages();
  for (const path of ['/embed/', '/embed/provider', '/embed/constructor', '/embed/leaderboard/x', '/embed'])
    assert.equal((await get(it, path)).status, 404, path);
  assert.equal((await it.ask('/embed/leaderboard', { method: 'POST', origin: null })).status, 404);
  assert.ok(it.gateway.routes.includes('GET /embed/{element}'));
});

test('its requests come from the gateway’s own origin: allowed where there are such pages, also behind a proxy that ends TLS', async () => {
  const it = withPages();
  const origin = 'https://gateway.example';
  assert.equal((await it.ask(SESSIONS, { origin })).status, 200);
  assert.equal((await it.ask(SESSIONS, { origin: 'http://gateway.example' })).status, 200);
  assert.equal((await it.ask(SESSIONS, { origin: 'https://gateway.example.evil' })).status, 403);
  assert.equal((await setup({ public: ['sessions.read'] }).ask(SESSIONS, { origin })).status, 403);
});

test('a token for embed pages names the gateway’s origin', async () => {
  const it = setup({ embed });
  const request = { origin: null, headers: { 'sec-fetch-site': 'same-origin' } };
  const token = await it.token({ org: ['https://gateway.example'] });
  assert.equal((await it.ask(SESSIONS, { ...request, token })).status, 200);
  const other = await it.token({ org: ['https://other.example'] });
  assert.equal((await it.ask(SESSIONS, { ...request, token: other })).status, 403);
});

testNothingSecretLeft();
