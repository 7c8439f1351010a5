/** What a fuzz target is: a property over generated cases that holds for every one of them. */
import fc from 'fast-check';

export interface Target {
  /** What it feeds, in a word: the name on the command line and in seeds.json. */
  readonly name: string;
  readonly property: fc.IRawProperty<unknown>;
  /** Part of the cases that it gets when all targets run, default 1: for those whose cases take long. */
  readonly share?: number;
}

/** Values that break parsers: odd numbers, keys of Object.prototype, text that is not what it seems. */
export const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, -0, 1.5, -3, 2 ** 60, 1e308, '', ' ', '0', [], {}, [[]], [null]),
  fc.constantFrom('__proto__', 'constructor', 'toString', '\u202eevil', 'a\u0000b', '\ud800', '<b>', '&lt;i&gt;'),
  fc.constantFrom(
    'javascript:alert(1)',
    'data:text/html,x',
    '//evil.test/x',
    'https://u:p@evil.test/',
    'x'.repeat(600),
  ),
  fc.string({ unit: 'binary', maxLength: 16 }),
  fc.double(),
  fc.jsonValue({ maxDepth: 2 }),
);

/** A good object with some of its members replaced, taken away or added; now and then something else altogether. */
export function spoiled(good: Record<string, unknown>): fc.Arbitrary<unknown> {
  const key = fc.oneof(fc.constantFrom(...Object.keys(good)), fc.constantFrom('__proto__', 'secret', 'user', 'meta'));
  const change = fc.tuple(key, fc.option(junk, { nil: undefined, freq: 6 }));
  const changed = fc.array(change, { maxLength: 3 }).map((changes) => {
    const entries = new Map(Object.entries(good));
    for (const [name, value] of changes) {
      if (value === undefined) entries.delete(name);
      else entries.set(name, value);
    }
    // as JSON.parse would make it: `__proto__` is a member like any other
    return JSON.parse(
      `{${[...entries].map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value) ?? 'null'}`).join()}}`,
    ) as unknown;
  });
  return fc.oneof({ weight: 12, arbitrary: changed }, { weight: 1, arbitrary: junk });
}
