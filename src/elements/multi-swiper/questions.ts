/** What the swiper asks the service over time. */
import type { Game, GameSearch, GameSessionStatus, MultiSessionStatus } from '../../api/iplaygames.js';
import type { Listing } from '../../api/route.js';
import type { Question } from '../../live/query.js';

/** The games there are. Asked once: a catalogue does not change while somebody swipes through it. */
export const askCatalogue = (search: GameSearch, eager: boolean): Question<Listing<Game>> => ({
  key: ['iplaygames', 'games', search],
  load: (client, signal) => client.iplaygames!.listGames(search, { signal, retry: 0 }),
  eager,
});

export const askMultiSession = (id: string, every: number): Question<MultiSessionStatus> => ({
  key: ['iplaygames', 'multi-session', id],
  load: (client, signal) => client.iplaygames!.getMultiSessionStatus(id, { signal, retry: 0 }),
  every,
});

export const askGameSession = (id: string, every: number): Question<GameSessionStatus> => ({
  key: ['iplaygames', 'game-session', id],
  load: (client, signal) => client.iplaygames!.getGameSessionStatus(id, { signal, retry: 0 }),
  every,
});
