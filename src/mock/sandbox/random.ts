/**
 * Numbers that look random and are always the same for the same parts: no state, so the order of calls does not
 * matter and two sandboxes with one seed answer the same bytes.
 */
export type Part = string | number;

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A 53-bit whole number from the parts (two mixed 32-bit lanes). */
export function hash(...parts: Part[]): number {
  const text = parts.join('\u0001');
  let low = 0x9e3779b9;
  let high = 0x85ebca6b;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    low = Math.imul(low ^ unit, 2654435761);
    high = Math.imul(high ^ unit, 1597334677);
  }
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  return 4294967296 * (2097151 & high) + (low >>> 0);
}

/** A fraction from 0 (in) to 1 (out). */
export function fraction(...parts: Part[]): number {
  return hash(...parts) / 2 ** 53;
}

/** Capital letters and digits, as many as asked for. */
export function code(length: number, ...parts: Part[]): string {
  let text = '';
  for (let index = 0; index < length; index++) text += letters[hash(index, ...parts) % letters.length];
  return text;
}

/** A text in the form of a version 4 UUID. */
export function uuid(...parts: Part[]): string {
  const digits = Array.from({ length: 32 }, (_, index) => (hash('uuid', index, ...parts) % 16).toString(16));
  digits[12] = '4';
  digits[16] = '89ab'[hash('variant', ...parts) % 4];
  const text = digits.join('');
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join('-');
}

/** The items in another order, the same for the same parts. */
export function shuffled<T>(items: readonly T[], ...parts: Part[]): T[] {
  return items
    .map((item, index) => ({ item, weight: hash(index, ...parts) }))
    .sort((a, b) => a.weight - b.weight)
    .map(({ item }) => item);
}
