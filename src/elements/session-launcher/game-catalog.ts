/** What the catalogue knows of the launcher's games: one request, shared with the swipers of the page. */
import type { Game } from '../../api/iplaygames/index.js';
import type { ListResult } from '../../api/operation.js';
import { keys } from '../../live/keys.js';
import { Query, type QueryHost } from '../../live/query.js';
import { restrictionOf } from '../../shared/game-restriction.js';
import { playing } from '../game-shell/lazy-playing.js';
import type { ChosenGame } from './game-selection.js';

export interface GameCatalogOptions {
  /** The games that are shown. */
  readonly games: readonly ChosenGame[];
  /** Requests the catalogue before the launcher is near the viewport. */
  readonly eager: boolean;
}

export class GameCatalog {
  readonly #host: QueryHost;
  readonly #games: Query<ListResult<Game>>;

  constructor(host: QueryHost, options: () => GameCatalogOptions) {
    this.#host = host;
    this.#games = new Query(host, () => {
      const { games, eager } = options();
      const { currency, countryCode } = host.connection?.player ?? {};
      // Titles that nobody else has named, and for whom the games are.
      const isNeeded = currency || countryCode ? games.length > 0 : games.some(({ title }) => !title);
      if (!isNeeded || !host.connection?.has('iplaygames')) return undefined;
      return {
        key: keys.games({ perPage: 'all' }),
        load: async (connection, signal) => {
          const { iplaygames } = await playing.load();
          return connection.service(iplaygames)!.listGames({ perPage: 'all' }, { signal, retry: 0 });
        },
        eager,
      };
    });
  }

  /** The game with the title and picture of the catalogue, where it has none; as it is while they are not known. */
  complete(game: ChosenGame): ChosenGame {
    if (game.title) return game;
    const found = this.#find(game);
    return { ...game, title: found?.title, image: game.image ?? found?.imageUrl };
  }

  /** False when the game is for other countries or currencies than the player's. */
  isOffered(game: ChosenGame): boolean {
    const found = this.#find(game);
    return !found || !restrictionOf(found, this.#host.connection?.player ?? {});
  }

  #find({ gameId }: ChosenGame): Game | undefined {
    return this.#games.data?.items.find(({ id }) => id === gameId);
  }
}
