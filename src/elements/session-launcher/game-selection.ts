import type { GameSession } from '../../api/meshmap/index.js';
import type { ChosenGame } from '../../play/types.js';

export type { ChosenGame };

/** What to start. Everything but the game's id is for the eye. */
export interface LaunchParams {
  gameId: string;
  title?: string;
  image?: string;
  /** As `title` and `image`, in the words of the attributes. */
  gameTitle?: string;
  gameImage?: string;
}

/** What the page has set. */
export interface ChoiceSettings {
  readonly sessionId?: string;
  readonly session?: GameSession;
  readonly gameId?: string;
  readonly gameTitle?: string;
  readonly gameImage?: string;
  readonly resolveGame?: (session: GameSession) => string | undefined;
}

/**
 * The game that is asked for, else the one that the session is played with, else the one that is set.
 * @param onFault told what `resolveGame` threw
 */
export function chooseGame(
  settings: ChoiceSettings,
  params: LaunchParams | undefined,
  onFault: (error: unknown) => void,
): ChosenGame | undefined {
  const { session } = settings;
  const own = resolve(settings, onFault) ?? settings.gameId;
  // Never another game than the one that was asked for, whatever was given for its id.
  const asked: unknown = typeof params === 'object' ? params?.gameId : params;
  const gameId = asked == null ? own : idOf(asked);
  if (!gameId) return undefined;
  const title = textOf(params?.title ?? params?.gameTitle);
  const image = textOf(params?.image ?? params?.gameImage);
  // Another game's score has no place on this session's board.
  if (gameId !== own) return { gameId, title, image };
  return {
    gameId,
    title: title ?? settings.gameTitle ?? session?.miniGame?.name,
    image: image ?? settings.gameImage ?? session?.miniGame?.imageUrl,
    boardId: settings.sessionId ?? session?.id,
  };
}

/** What a page gives by script may be of any type: catalogues often have numbers for ids. */
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const idOf = (value: unknown): string | undefined => (typeof value === 'number' ? String(value) : textOf(value));

function resolve({ session, resolveGame }: ChoiceSettings, onFault: (error: unknown) => void): string | undefined {
  try {
    const id: unknown = session && resolveGame?.(session);
    if (typeof id === 'object' && id) throw new TypeError('it must answer an id at once');
    return idOf(id);
  } catch (error) {
    onFault(error);
    return undefined;
  }
}
