import { type Faults } from './fault-injection.js';
import { type SandboxState } from './state.js';

/** A number that JSON can say and `JSON.stringify` cannot; `toJson` writes it for this mark. */
const overflow = '\u0001overflow\u0001';

/** JSON text of an answer, with the marks of hostile rows in their place. */
export function toJson(body: unknown): string {
  return JSON.stringify(body).replaceAll(JSON.stringify(overflow), '1e999');
}

/** A list as the switches want it: as it is, with broken rows between the good ones, or followed by hostile ones. */
export function spoiled(switches: Faults, rows: readonly unknown[], hostile: () => readonly unknown[]): unknown[] {
  const broken = switches.brokenRows ? [null, 7, {}] : [];
  return [...rows.slice(0, 1), ...broken, ...rows.slice(1), ...(switches.hostile ? hostile() : [])];
}

/** A whole number that JSON readers round: 2^53 and two. */
const unsafeId = 2 ** 53 + 2;
const markup = '<img src=x onerror="document.title=\'owned\'"><b>bold</b>';
const names = [
  markup,
  'admin\u202Etxt.exe\u2066',
  '\u200B'.repeat(5000) + 'hidden',
  'Z' + '\u0301\u0334\u0489'.repeat(400) + 'algo',
  'W'.repeat(20_000),
  '__proto__',
  'Tom &amp; Jerry&#39;s &lt;b&gt;',
  '\u0000\u0007\u001B[31mred',
  '   ',
];
const images = [
  'javascript:alert(document.domain)',
  'data:text/html,<script>alert(1)</script>',
  '//evil.example/x.png',
  'https://user:secret@evil.example/x.png',
  '/logout',
  'blob:https://evil.example/1',
  'http://evil.example/x.png',
  ' ',
  'https://',
];
const scores: unknown[] = [overflow, 'NaN', '12', 1e308, -1e308, null, { valueOf: 1 }, [5], 0.1];
const times = ['not a date', '2026-03-02 18:00:00', '+275760-09-13T00:00:00.001Z', 1772474400, '', '0000-00-00T00:00:00Z', '2026-13-45T99:99:99Z', null, '2026-03-02']; // prettier-ignore

/** Rows for a board. */
export function hostilePlayers(world: SandboxState): unknown[] {
  const createdAt = world.iso(world.born);
  const rows: unknown[] = names.map((displayName, index) => ({
    playerId: ['__proto__', 'constructor', 'toString', unsafeId, '<b>id</b>'][index] ?? `hostile_${index}`,
    displayName,
    score: scores[index],
    imageUrl: images[index],
    user: { id: 'usr', username: markup },
    createdAt,
    updatedAt: times[index],
  }));
  return [
    ...rows,
    { playerId: 'pl_you', displayName: 'Not you', score: 1, createdAt, updatedAt: createdAt },
    [],
    'row',
  ];
}

/** Sessions for a list. */
export function hostileSessions(world: SandboxState): unknown[] {
  return names.map((name, index) => ({
    id: ['__proto__', '../../apps', 'gs demo?x=1#y', 12, '<b>'][index] ?? `gs_hostile_${index}`,
    name,
    description: names[(index + 1) % names.length],
    status: ['ACTIVE', 'active', 'NEVER_HEARD_OF', '', '<b>', 'constructor', 'COMPLETED', 'PAUSED', 'x'.repeat(5000)][
      index
    ],
    startTime: times[index],
    endTime: times[(index + 3) % times.length],
    createdAt: world.iso(world.born),
    updatedAt: times[(index + 5) % times.length],
    miniGameType: {
      id: '__proto__',
      name: markup,
      description: markup,
      imageUrl: images[index],
      createdAt: times[index],
    },
    playerCount: scores[index],
  }));
}

/** Games for a catalogue. */
export function hostileGames(): unknown[] {
  return names.map((title, index) => ({
    id: index === 0 ? '__proto__' : index === 1 ? unsafeId : 9000 + index,
    title,
    producer: names[(index + 2) % names.length],
    category: markup,
    type: ['slot', 'slots', '', 'constructor'][index] ?? 'live',
    image_url: images[index],
    currencies_supported: index % 2 ? 'EUR' : ['EUR', 7, null],
    countries_supported: index % 2 ? {} : ['MT', ''],
    has_demo: 'yes',
    has_freespins: null,
  }));
}

/** Plays for a history. */
export function hostilePlays(): Record<string, unknown>[] {
  return names.map((name, index) => ({
    game_id: ['__proto__', 'constructor', markup][index] ?? `hostile_${index}`,
    game_name: name,
    game_studio: names[(index + 3) % names.length],
    vaix_tags: ['', markup, 'a/b', null, 7],
    enabled: scores[index],
    is_live: 'true',
    has_bonus: 'no',
    game_image_url: images[index],
    game_link: images[0],
    images: [{ type: 'square', url: images[index] }, null, { url: 7 }],
    started: times[index],
    total_duration_in_seconds: scores[(index + 1) % scores.length],
  }));
}

/** Urls that no page should put into a frame, to be used as `game_url` or `swipe_url` through an `answer` failure. */
export const hostileUrls = [
  ...images,
  'JAVASCRIPT:alert(1)',
  'about:blank',
  'data:text/html,hi',
  'https:evil',
  '',
  'file:///etc/passwd',
];
