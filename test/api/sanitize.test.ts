import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  isPlainText,
  isSafeUrl,
  parseDate,
  parseId,
  parseNumber,
  sanitizeText,
  sanitizeTexts,
  sanitizeUrl,
} from '../../src/api/sanitize.js';

const family = '👩‍👩‍👧‍👦';
const england = '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}';

for (const [what, text] of [
  ['accents', 'Zoë Grüße Çelik'],
  ['Arabic with vowel signs', 'مُحَمَّد جداً'],
  ['Hebrew with points', 'שָׁלוֹם בן־שחר'],
  ['Persian with joiners', 'می‌خواهم'],
  ['Hindi', 'आकाश शर्मा'],
  ['Thai', 'ผู้เล่นที่หนึ่ง'],
  ['emoji of several people', `${family}🏴‍☠️ ❤️`],
  ['a flag spelt with tags', england],
  ['markup, which is only text', '<b onclick="x()">Bob</b> & Co'],
] as const) {
  test(`${what}: left alone`, () => assert.equal(sanitizeText(text), text));
}

for (const [what, dirty, clean] of [
  ['space around', '  Ann \n', 'Ann'],
  ['line breaks', 'a\r\nb\u2028c\td', 'a b c d'],
  ['control characters', 'a\u0000\u0007\u009fb', 'ab'],
  ['a bidi override', '\u202egnp.exe', 'gnp.exe'],
  ['bidi isolates', '\u2066Ann\u2069', 'Ann'],
  ['zero-width characters', 'A\u200bn\ufeffn\u2060', 'Ann'],
  ['a flood of joiners', `a${'\u200d'.repeat(2000)}b`, 'a\u200d\u200d\u200d\u200db'],
  ['a tower of marks', `Z${'\u0300'.repeat(300)}o`, 'Z\u0300\u0300\u0300\u0300o'],
  ['letters that show nothing', '\u3164\u115fAnn\uffa0', 'Ann'],
  ['half a character', 'a\ud83db\udc00', 'ab'],
  ['entities', 'Rook &amp; Raven&#039;s &quot;Night&quot; &lt;3', 'Rook & Raven\'s "Night" <3'],
  ['entities of entities, once', '&amp;lt;b&amp;gt;', '&lt;b&gt;'],
] as const) {
  test(`${what}: cleaned`, () => assert.equal(sanitizeText(dirty), clean));
}

test('what is no text, or shows nothing, is absent', () => {
  for (const value of ['', '   ', '\u200b\u200b', '\u3164', null, undefined, true, {}, [], ['a'], NaN, Infinity]) {
    assert.equal(sanitizeText(value), undefined);
  }
  assert.equal(sanitizeText(42), '42');
});

test('a name of 10 MB becomes a short one without reading much of it', () => {
  for (const unit of ['x', '\u0300', '\u200b', '&amp;', '👩‍']) {
    const name = unit.repeat(10_000_000 / unit.length);
    const [sanitizing, onePass] = [() => sanitizeText(name), () => countUnits(name)].map(fastestOf);
    assert.ok((sanitizeText(name) ?? '').length <= 512);
    assert.ok(sanitizing! < 10 * onePass!, `${sanitizing} ms, one pass over the text ${onePass} ms`);
  }
});

test('a name is cut between graphemes', () => {
  assert.equal(sanitizeText('👍'.repeat(300)), '👍'.repeat(256));
});

test('cleaned text stays as it is when it is cleaned again', () => {
  const text = fc.string({ unit: 'binary', maxLength: 40 }).filter((value) => !value.includes('&'));
  const nasty = fc
    .array(fc.constantFrom('a', ' ', '\u0300', '\u200d', '\u202e', '\n', '\ud83d', family, '\u3164', '\u{e0067}'), {
      maxLength: 60,
    })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.oneof(text, nasty), (value) => {
      const once = sanitizeText(value);
      assert.equal(sanitizeText(once), once);
      if (!isPlainText(value)) return;
      assert.equal(once ?? '', value);
      // the invisible mark takes it past the fast path
      assert.equal(sanitizeText(`${value}\u200b`) ?? '', value);
    }),
  );
});

for (const url of [
  'javascript:alert(1)',
  'java\nscript:alert(1)',
  ' JAVASCRIPT:alert(1)',
  'data:image/svg+xml,<svg onload=alert(1)>',
  'blob:https://a.example/1',
  '//cdn.example.net/a.png',
  '/storage/games/1.png',
  'a.png',
  '',
  '  ',
  'https://user:pass@cdn.example.net/a.png',
  'https://user@cdn.example.net/a.png',
  'http://cdn.example.net/a.png',
  'http://localhost.evil.example/a.png',
  'ftp://cdn.example.net/a.png',
  'https://',
  `https://a.example/${'x'.repeat(5000)}`,
  7,
  null,
  {},
]) {
  test(`no picture from ${JSON.stringify(url).slice(0, 50)}`, () => assert.equal(sanitizeUrl(url), undefined));
}

test('pictures by https, from this machine and from the page itself', () => {
  for (const url of [
    'https://cdn.example.net/p/1.png?v=2',
    'https://cdn.example.net/a%20b.png',
    'http://localhost:5174/a.png',
    'http://127.0.0.1:5174/a.png',
    'http://games.localhost/a.png',
  ]) {
    assert.equal(sanitizeUrl(url), url);
  }
  assert.equal(
    sanitizeUrl('http://intranet.example/a.png', 'http://intranet.example/lobby'),
    'http://intranet.example/a.png',
  );
  assert.equal(sanitizeUrl('http://intranet.example:81/a.png', 'http://intranet.example/lobby'), undefined);
  assert.equal(sanitizeUrl(' https://CDN.example.net/a b.png '), 'https://cdn.example.net/a%20b.png');
});

test('addresses that skip the parser are ones that the parser accepts, without a name and password', () => {
  const part = fc.string({ unit: fc.constantFrom(...'ab1.-_/@:%?#&=\\ é'), maxLength: 12 });
  fc.assert(
    fc.property(
      fc.constantFrom('https', 'http'),
      fc.oneof(part, fc.constant('localhost:5173')),
      part,
      (scheme, host, path) => {
        const text = `${scheme}://${host}/${path}`;
        if (!isSafeUrl(text)) return;
        const url = URL.parse?.(text) ?? new URL(text);
        assert.deepEqual([url.protocol, url.username, url.password], [`${scheme}:`, '', '']);
        if (scheme === 'http') assert.match(url.hostname, /^(localhost|127\.0\.0\.1)$/);
      },
    ),
    { numRuns: 2000 },
  );
});

test('numbers: finite ones and decimal text, nothing else', () => {
  for (const [value, number] of [
    [1840.5, 1840.5],
    ['18250.50', 18250.5],
    [' -3 ', -3],
    ['1e3', 1000],
    [1e308, 1e308],
  ] as const) {
    assert.equal(parseNumber(value), number);
  }
  assert.ok(Object.is(parseNumber(-0), 0));
  assert.ok(Object.is(parseNumber('-0'), 0));
  for (const value of [
    NaN,
    Infinity,
    '1e309',
    '0x10',
    '',
    ' ',
    'NaN',
    '1,5',
    '12px',
    true,
    null,
    undefined,
    [],
    [5],
    {},
  ]) {
    assert.equal(parseNumber(value), undefined);
  }
});

test('dates: ISO 8601 with a zone, or a day', () => {
  for (const [text, iso] of [
    ['2026-03-02T18:15:00Z', '2026-03-02T18:15:00.000Z'],
    ['2026-02-26T19:30:00.000+02:00', '2026-02-26T17:30:00.000Z'],
    ['2026-02-26T19:30:00+0200', '2026-02-26T17:30:00.000Z'],
    ['2026-03-01T22:10:00.250123+01:00', '2026-03-01T21:10:00.250Z'],
    ['2026-03-31', '2026-03-31T00:00:00.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
  ] as const) {
    assert.equal(parseDate(text)?.toISOString(), iso);
  }
  for (const value of [
    '2026-03-01T00:00:00',
    '2022-03-15 00:00:00',
    '2022-03-15 00:00:00Z',
    '2026-02-30T00:00:00Z',
    '2025-02-29',
    '2026-13-01',
    '2026-03-01T25:00:00Z',
    '+275760-09-13T00:00:00Z',
    '9999-01-01',
    '0001-01-01',
    'now',
    '1772474400000',
    1772474400000,
    '',
    null,
    undefined,
    {},
    new Date(),
  ]) {
    assert.equal(parseDate(value), undefined, JSON.stringify(value));
  }
});

test('ids: text as it is, safe integers as text, nothing else', () => {
  for (const id of ['__proto__', 'constructor', ' a', 'A-1', '0']) assert.equal(parseId(id), id);
  assert.equal(parseId(90417), '90417');
  for (const value of ['', '  ', 2 ** 53, 1.5, NaN, null, undefined, true, {}, [], 'x'.repeat(257)]) {
    assert.equal(parseId(value), undefined);
  }
});

test('lists of texts lose blanks, repetitions and what is no text', () => {
  assert.deepEqual(sanitizeTexts(['space', '', ' space', null, {}, 7], undefined, 'no list', ['new']), [
    'space',
    '7',
    'new',
  ]);
});

/** The length of a text, by reading all of it. */
function countUnits(text: string): number {
  let sum = 0;
  for (let i = 0; i < text.length; i++) sum += text.charCodeAt(i) & 1;
  return sum;
}

/** Milliseconds of the fastest of three runs: the rest is what else the machine does. */
function fastestOf(run: () => unknown): number {
  const times = Array.from({ length: 3 }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return Math.min(...times);
}
