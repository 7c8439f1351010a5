/** What prevents a game from being opened, asked before every start: nothing is started twice, or during a break. */
import type { OpenSession } from './open-sessions.js';
import type { PlayPage } from './page.js';
import type { OtherTab, TabLock } from './tab-lock.js';
import type { ChosenGame, EndService, SessionKind } from './types.js';

export type Obstacle =
  /** The player's break is not over. */
  | { readonly type: 'break' }
  /** Another tab plays the only game that may be open. */
  | { readonly type: 'locked'; readonly other: OtherTab }
  /** The game is open in another place. */
  | { readonly type: 'elsewhere'; readonly other: OpenSession }
  /** The game was left open here meanwhile, by another tab or page. */
  | { readonly type: 'left-open'; readonly session: OpenSession };

export interface IntendedLaunch {
  readonly kind: SessionKind;
  readonly game: ChosenGame;
  readonly place: string;
  /** A new session, not one that is resumed or followed. */
  readonly isNew: boolean;
  /** Only one game may be open in all tabs. */
  readonly singleGame: boolean;
  /** The session that is resumed. */
  readonly kept?: OpenSession;
}

/** @returns the first thing in the way; undefined when the game may be opened. Waits for an end of the same game that is under way. */
export async function findObstacle(
  { kind, game, place, isNew, singleGame, kept }: IntendedLaunch,
  service: EndService,
  page: PlayPage,
  lock: TabLock,
): Promise<Obstacle | undefined> {
  if (page.protectionOf(service).breakLeft > 0) return { type: 'break' };
  const own = { title: game.title, page: globalThis.document?.title, since: page.clock.now() };
  if (singleGame && !(await lock.acquire(own))) return { type: 'locked', other: lock.other };
  const sought = { kind, gameId: game.gameId };
  const other = await page.sessions.elsewhere(sought, service);
  if (other && other.key !== kept?.key) return { type: 'elsewhere', other };
  await page.sessions.settled(sought, service);
  const session = await page.sessions.kept(place, service);
  return isNew && session?.gameId === game.gameId ? { type: 'left-open', session } : undefined;
}
