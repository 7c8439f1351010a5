import { quote } from './quote.js';

/** The value of an enumerated attribute. Any other value warns, and the first of the valid ones is used. */
export function enumAttribute<const T extends string>(
  name: string,
  value: string | null | undefined,
  words: readonly [T, ...T[]],
  warn: (message: string) => void,
): T {
  const word = words.find((known) => known === value);
  if (word !== undefined) return word;
  if (value) warn(`${name}=${quote(value)} is not one of ${words.join(', ')}; ${words[0]} is used.`);
  return words[0];
}
