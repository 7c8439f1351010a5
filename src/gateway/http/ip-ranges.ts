/** IP addresses as numbers, to tell whether one lies in a range. */

/** An address as bits; undefined for text that is none. IPv4 inside IPv6 counts as IPv4. */
export function parseAddress(text: string): { bits: bigint; size: 32 | 128 } | undefined {
  const plain = text.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1] ?? plain;
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(mapped)) {
    const parts = mapped.split('.').map(Number);
    if (parts.some((part) => part > 255)) return undefined;
    return { bits: parts.reduce((bits, part) => (bits << 8n) | BigInt(part), 0n), size: 32 };
  }
  const halves = plain.split('::');
  if (!plain.includes(':') || halves.length > 2) return undefined;
  const [head = [], tail = []] = halves.map((half) => (half ? half.split(':') : []));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const groups = [...head, ...Array<string>(missing).fill('0'), ...tail];
  if (groups.some((group) => !/^[\da-f]{1,4}$/i.test(group))) return undefined;
  return { bits: groups.reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n), size: 128 };
}

/** Answers whether an address lies in one of the ranges (`10.0.0.0/8`, `fd00::/8`, or a single address). */
export function addressRanges(ranges: readonly string[]): (address: string) => boolean {
  const parsed = ranges.flatMap((range) => {
    const [base = '', length] = range.split('/');
    const address = parseAddress(base);
    if (!address) return [];
    const shift = BigInt(address.size - Math.min(address.size, Number(length ?? address.size)));
    return [{ size: address.size, shift, prefix: address.bits >> shift }];
  });
  if (parsed.length === 0) return () => false;
  return (text) => {
    const address = parseAddress(text);
    return (
      !!address && parsed.some(({ size, shift, prefix }) => size === address.size && address.bits >> shift === prefix)
    );
  };
}

/** What an address counts as for limits: itself, or its /64 where one caller owns billions of them. */
export function addressKey(text: string): string {
  if (!text.includes(':')) return text;
  const address = parseAddress(text);
  if (!address || address.size === 32) return text;
  return `${(address.bits >> 64n).toString(16)}/64`;
}
