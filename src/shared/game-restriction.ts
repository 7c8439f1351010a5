import type { Game } from '../api/iplaygames/index.js';
import type { CurrentPlayer } from '../live/connection.js';

/** Where a player is, and what they pay with. */
export type PlayerPlace = Pick<CurrentPlayer, 'currency' | 'countryCode'>;

/** Whose players a game is kept from. */
export type Restriction = 'country' | 'currency';

/**
 * What of a player keeps a game from them, by the catalogue's lists; the country comes first. Undefined when nothing does:
 * an empty list, and a code of the player that is missing or blank, mean unknown and restrict nothing.
 */
export function restrictionOf(
  { countries, currencies }: Pick<Game, 'countries' | 'currencies'>,
  { countryCode, currency }: PlayerPlace,
): Restriction | undefined {
  const isMissing = (codes: readonly string[], own = '') => {
    const code = own.trim().toUpperCase();
    return codes.length > 0 && code !== '' && !codes.includes(code);
  };
  if (isMissing(countries, countryCode)) return 'country';
  return isMissing(currencies, currency) ? 'currency' : undefined;
}
