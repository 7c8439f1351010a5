/** Whether this player can play a game on this device, by the history and the catalogue. */
import type { Game } from '../../api/iplaygames/index.js';
import type { PlayedGame } from '../../api/vaix/index.js';
import type { CurrentPlayer } from '../../live/connection.js';
import { restrictionOf, type Restriction } from '../../shared/game-restriction.js';
import type { Strings } from '../../shared/localize.js';

/** Why a game can't be played; a computer's game on a phone is `desktop-only`. */
export type Unavailable = 'disabled' | Restriction | 'desktop-only' | 'mobile-only';

export const UNAVAILABLE_WORDS: Readonly<Record<Unavailable, keyof Strings>> = {
  disabled: 'recentUnavailable',
  country: 'recentCountry',
  currency: 'recentCurrency',
  'desktop-only': 'recentDesktop',
  'mobile-only': 'recentMobile',
};

const MOBILE = /mobile|phone|android|ios|app/;
const DESKTOP = /web|desktop|browser|pc/;

/** Undefined for a game that can be played or about which nothing is known: an empty list means no restriction. */
export function whyUnavailable(
  play: PlayedGame,
  game: Game | undefined,
  player: Partial<CurrentPlayer>,
): Unavailable | undefined {
  if (play.enabled === false) return 'disabled';
  const restriction = game && restrictionOf(game, player);
  if (restriction) return restriction;
  const { channels } = play;
  const isOnly = (other: RegExp, own: RegExp) =>
    channels.some((channel) => other.test(channel)) && !channels.some((channel) => own.test(channel));
  if (player.device === 'mobile' && isOnly(DESKTOP, MOBILE)) return 'desktop-only';
  if (player.device === 'desktop' && isOnly(MOBILE, DESKTOP)) return 'mobile-only';
  return undefined;
}
