/** Where a request comes from, as far as that can be believed. */
import { addressRanges, parseAddress } from './ip-ranges.js';
import type { GatewaySettings } from '../config/config.js';

/** What the host knows about the connection itself. */
export interface Connection {
  /** The address at the other end of the socket. */
  ip?: string;
}

/** The headers of a request, as far as anything here needs them. */
export interface HeaderReader {
  /** @param name in lower case */
  get(name: string): string | null;
}

/** The caller's address and country; undefined when nobody trustworthy says. */
export interface ClientAddress {
  readonly ip?: string;
  readonly country?: string;
}

/** Codes that geo services use for "unknown" and for anonymous networks. */
const NO_COUNTRY = new Set(['XX', 'T1', 'A1', 'A2', 'AP', 'EU', 'ZZ']);

/**
 * Reads the caller from the connection, and from headers only when the connection is a listed proxy (or the platform
 * vouches for them). In a chain of addresses the last one that is not a listed proxy counts: what stands before it was
 * written by the caller.
 */
export function clientAddressReader(
  settings: GatewaySettings,
): (headers: HeaderReader, connection: Connection) => ClientAddress {
  const { client } = settings;
  const proxies = client?.proxies ?? [];
  const ipHeader = client?.ipHeader?.toLowerCase() ?? 'x-forwarded-for';
  const countryHeader = client?.countryHeader?.toLowerCase();
  const platform = proxies === 'platform';
  const isProxy = addressRanges(platform ? [] : proxies);

  return (headers, { ip }) => {
    if (!platform && (ip === undefined || !isProxy(ip))) return ip === undefined ? {} : { ip };
    const chain = (headers.get(ipHeader) ?? '').split(',').map((part) => part.trim());
    const forwarded = chain.reverse().find((address) => !isProxy(address));
    const country = (countryHeader && headers.get(countryHeader)?.trim().toUpperCase()) ?? '';
    return {
      ip: forwarded && parseAddress(forwarded) ? forwarded : ip,
      country: /^[A-Z]{2}$/.test(country) && !NO_COUNTRY.has(country) ? country : undefined,
    };
  };
}
