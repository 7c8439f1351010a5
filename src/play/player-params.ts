import type { PlayerParams } from '../api/iplaygames/index.js';
import type { Connection } from '../live/connection.js';

/** The provider's attributes that a start without a gateway needs, by the service's parameter names. */
const NEEDED = [
  ['playerId', 'player-id'],
  ['currency', 'currency'],
  ['countryCode', 'country-code'],
  ['ipAddress', 'player-ip'],
] as const satisfies readonly (readonly [keyof PlayerParams, string])[];

/** Player and device as set by the page; a gateway replaces them by its own. */
export function playerParams(
  { player }: Connection,
  language: string,
): PlayerParams & { locale: string; device: 'desktop' | 'mobile' } {
  return {
    playerId: player.id,
    currency: player.currency,
    countryCode: player.countryCode,
    ipAddress: player.ip,
    // The service supports two-letter language codes only.
    locale: (player.locale ?? language).slice(0, 2).toLowerCase(),
    device: player.device,
  };
}

/** The provider's attributes that are missing for a start; none with a gateway. */
export function missingPlayerParams(connection: Connection): string[] {
  if (connection.mode !== 'direct') return [];
  const facts = playerParams(connection, '');
  return NEEDED.flatMap(([key, attribute]) => (facts[key]?.trim() ? [] : [attribute]));
}
