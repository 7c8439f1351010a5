import type { Game } from '../../api/iplaygames/index.js';
import type { CurrentPlayer } from '../../live/connection.js';

/** Where a player is, and what they pay with. */
export type Player = Pick<CurrentPlayer, 'currency' | 'countryCode'>;

/** Whether a game is offered to this player. An empty list of the catalogue means unknown, so no restriction. */
export function isOfferedTo({ currency, countryCode }: Player, game: Game): boolean {
  const fits = (list: readonly string[], own: string | undefined) =>
    !list.length || !own || list.includes(own.toUpperCase());
  return fits(game.currencies, currency) && fits(game.countries, countryCode);
}
