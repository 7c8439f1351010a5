/** The client address of a request: read from the connection or from the headers of trusted proxies. */
import ipaddr from 'ipaddr.js';
import { LRUCache } from 'lru-cache';
import type { GatewaySettings } from '../config/config.js';

/** What the host knows about the connection itself. */
export interface Connection {
  /** The remote address of the socket. */
  ip?: string;
}

/** The part of `Headers` that is used here. */
export interface HeaderReader {
  /** @param name in lower case */
  get(name: string): string | null;
}

/** The caller's address (canonical form) and country; undefined when no trusted source has them. */
export interface ClientAddress {
  readonly ip?: string;
  readonly country?: string;
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Codes that geo services use for "unknown" and for anonymous networks. */
const NO_COUNTRY = new Set(['XX', 'T1', 'A1', 'A2', 'AP', 'EU', 'ZZ']);

const parsed = new LRUCache<string, { address: Address | undefined }>({ max: 2_000 });

/**
 * Parses an address as proxies write it: quoted, in brackets, with a port or a zone. IPv4 mapped into IPv6 becomes IPv4.
 * Undefined for anything else, such as `unknown` or an obfuscated name.
 */
export function parseAddress(text: string): Address | undefined {
  let found = parsed.get(text);
  if (!found) parsed.set(text, (found = { address: text.length > 100 ? undefined : parse(text) }));
  return found.address;
}

function parse(text: string): Address | undefined {
  const unquoted = text.trim().replace(/^"(.*)"$/, '$1');
  const bracketed = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(unquoted)?.[1];
  const withoutPort = bracketed ?? unquoted.replace(/^(\d+\.\d+\.\d+\.\d+):\d{1,5}$/, '$1');
  const plain = withoutPort.replace(/%[\w.~-]*$/, '');
  if (ipaddr.IPv4.isValidFourPartDecimal(plain)) return ipaddr.IPv4.parse(plain);
  return ipaddr.IPv6.isValid(plain) ? ipaddr.process(plain) : undefined;
}

/** Makes the test whether an address is in one of the ranges (`10.0.0.0/8`, `fd00::/8`, or a single address). */
function rangeMatcher(ranges: readonly string[]): (address: Address) => boolean {
  const list = ranges.flatMap((range): [Address, number][] => {
    const [base = '', length] = range.split('/');
    const address = parseAddress(base);
    if (!address) return [];
    const bits = address.kind() === 'ipv4' ? 32 : 128;
    return [[address, Math.min(bits, Number(length ?? bits))]];
  });
  return (address) => list.some(([base, bits]) => base.kind() === address.kind() && address.match(base, bits));
}

/** The key that an address is counted under: itself for IPv4, its /64 for IPv6, because one subscriber has a whole /64. */
export function addressKey(text: string): string {
  const address = parseAddress(text);
  if (!address) return text;
  if (address.kind() === 'ipv4') return address.toString();
  return `${(address as ipaddr.IPv6).parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`;
}

/**
 * Makes the reader of client addresses. Headers count only when the connection is a trusted proxy (or the platform always sets
 * them). In a list of addresses the last one that is not a trusted proxy counts: all before it was sent by the caller.
 */
export function clientAddressReader(
  settings: GatewaySettings,
): (headers: HeaderReader, connection: Connection) => ClientAddress {
  const { client } = settings;
  const proxies = client?.proxies ?? [];
  const ipHeader = client?.ipHeader?.toLowerCase() ?? 'x-forwarded-for';
  const countryHeader = client?.countryHeader?.toLowerCase();
  const platform = proxies === 'platform';
  const isProxy = rangeMatcher(platform ? [] : proxies);

  return (headers, connection) => {
    const peer = connection.ip === undefined ? undefined : parseAddress(connection.ip);
    const ip = peer?.toString();
    if (!platform && (!peer || !isProxy(peer))) return ip === undefined ? {} : { ip };
    const forwarded = (headers.get(ipHeader) ?? '')
      .split(',')
      .reverse()
      .map(parseAddress)
      .find((address) => !address || !isProxy(address));
    const country = (countryHeader && headers.get(countryHeader)?.trim().toUpperCase()) ?? '';
    return {
      ip: forwarded?.toString() ?? ip,
      country: /^[A-Z]{2}$/.test(country) && !NO_COUNTRY.has(country) ? country : undefined,
    };
  };
}
