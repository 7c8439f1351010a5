import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { checkFrameUrl, parseOrigins, type RefusalReason } from '../../src/game/frame-url.js';

const publicPage = { hostname: 'play.example.com', origins: ['https://play.example.com'] };
const localPage = { hostname: 'localhost', origins: ['http://localhost:8000'] };

const judge = (url: string, page = publicPage, origins?: string) => checkFrameUrl(url, page, parseOrigins(origins));

const refused: [string, RefusalReason][] = [
  ['', 'blank'],
  [' \n', 'blank'],
  ['game.html', 'relative'],
  ['/game', 'relative'],
  ['?game=1', 'relative'],
  ['//games.example/play', 'relative'],
  ['\\\\games.example\\play', 'relative'],
  ['https://', 'invalid'],
  ['https://[::1', 'invalid'],
  ['javascript:alert(1)', 'scheme'],
  [' java\nscript:alert(1)', 'scheme'],
  ['JAVASCRIPT://games.example/%0aalert(1)', 'scheme'],
  ['data:text/html,<script>1</script>', 'scheme'],
  ['blob:https://play.example.com/5f0c', 'scheme'],
  ['about:blank', 'scheme'],
  ['about:srcdoc', 'scheme'],
  ['file:///etc/passwd', 'scheme'],
  ['ftp://games.example/', 'scheme'],
  ['wss://games.example/', 'scheme'],
  ['filesystem:https://play.example.com/x', 'scheme'],
  ['https://me:secret@games.example/', 'credentials'],
  ['https://me@games.example/', 'credentials'],
  ['https://play.example.com/game', 'own-origin'],
  ['HTTPS://PLAY.EXAMPLE.COM:443/game', 'own-origin'],
  ['http://games.example/', 'insecure'],
  ['http://localhost:9000/', 'insecure'],
  ['http://127.0.0.1.games.example/', 'insecure'],
];

describe('the url gate', () => {
  for (const [url, reason] of refused) {
    test(`refuses ${JSON.stringify(url)} as ${reason}`, () => assert.deepEqual(judge(url), { reason }));
  }

  test('lets an absolute https url of another origin through, as the browser reads it', () => {
    assert.equal(judge('  https://games.example/play?s=1#x').url?.href, 'https://games.example/play?s=1#x');
    assert.equal(judge('https://play.example.com:8443/').url?.port, '8443');
  });

  test('lets loopback http through on a loopback page only', () => {
    for (const url of ['http://127.0.0.1:8000/', 'http://localhost:9000/', 'http://[::1]:1/', 'http://a.localhost/']) {
      assert.ok(judge(url, localPage).url, url);
      assert.equal(judge(url).reason, 'insecure');
    }
    for (const url of ['http://192.168.1.1/', 'http://localhost.games.example/', 'http://127.games.example/']) {
      assert.equal(judge(url, localPage).reason, 'insecure', url);
    }
    assert.equal(judge('http://localhost:8000/game', localPage).reason, 'own-origin');
  });

  test('refuses the effective origin of a page whose location says another', () => {
    const embedded = { hostname: '', origins: ['null', 'https://play.example.com'] };
    assert.equal(judge('https://play.example.com/x', embedded).reason, 'own-origin');
  });

  test('whatever is given, what passes is https, elsewhere and without credentials', () => {
    const scheme = fc.constantFrom('https:', 'http:', 'javascript:', 'data:', 'blob:https:', '', ' ', '\t', 'https:\\');
    const rest = fc.oneof(fc.webUrl(), fc.string(), fc.constantFrom('//play.example.com/', '//a@b.c/', '/\\x.y'));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.webUrl(),
          fc.tuple(scheme, rest).map((parts) => parts.join('')),
        ),
        (text) => {
          const { url } = judge(text);
          if (!url) return;
          assert.equal(url.protocol, 'https:');
          assert.equal(url.username + url.password, '');
          assert.notEqual(url.origin, 'https://play.example.com');
        },
      ),
    );
  });
});

describe('the allow-list', () => {
  const list = 'https://games.example  https://*.slots.example\nhttps://other.example:8443/';

  test('matches scheme, host and port exactly', () => {
    assert.ok(judge('https://games.example/any/path', publicPage, list).url);
    assert.ok(judge('https://other.example:8443/', publicPage, list).url);
    for (const url of ['https://games.example:444/', 'https://www.games.example/', 'https://other.example/']) {
      assert.equal(judge(url, publicPage, list).reason, 'not-listed');
    }
  });

  test('a star stands for every subdomain, not for the domain itself nor one that only ends alike', () => {
    assert.ok(judge('https://a.slots.example/', publicPage, list).url);
    assert.ok(judge('https://a.b.slots.example/', publicPage, list).url);
    for (const url of [
      'https://slots.example/',
      'https://evilslots.example/',
      'https://a.slots.example.evil.example/',
    ]) {
      assert.equal(judge(url, publicPage, list).reason, 'not-listed');
    }
  });

  test('entries that are no origins allow nothing and are named', () => {
    const entries = ['*', 'https://*', 'https://*.com', 'games.example', 'https://games.example/path', 'null'];
    const more = ['https://me@games.example', 'https://g*.example', "'self'", 'data:', 'https://games.example?x'];
    const bad = parseOrigins([...entries, ...more].join(' '));
    assert.deepEqual(bad?.invalid, [...entries, ...more]);
    for (const origin of ['https://games.example', 'null', '', 'https://x.com'])
      assert.equal(bad?.allows(origin), false);
  });

  test('nothing but blanks is no list', () => {
    for (const text of [undefined, null, '', ' \n']) assert.equal(parseOrigins(text), undefined);
  });

  test('never lets the page’s own origin or loopback through', () => {
    assert.equal(judge('https://play.example.com/x', publicPage, 'https://play.example.com').reason, 'own-origin');
    assert.equal(judge('http://games.example/', publicPage, 'http://games.example').reason, 'insecure');
  });
});
