/** What the catalogue calls a game that nobody else has named: one request, shared with the swipers of the page. */
import type { Game } from '../../api/iplaygames/index.js';
import type { ListResult } from '../../api/operation.js';
import { keys } from '../../live/keys.js';
import { Query, type QueryHost } from '../../live/query.js';
import { playing } from '../game-shell/lazy-playing.js';
import type { ChosenGame } from './game-selection.js';

/** The game whose title is missing, if any, and whether to request it before the launcher is near the viewport. */
export interface GameCatalogOptions {
  readonly game?: ChosenGame;
  readonly eager: boolean;
}

export class GameCatalog {
  readonly #games: Query<ListResult<Game>>;

  constructor(host: QueryHost, options: () => GameCatalogOptions) {
    this.#games = new Query(host, () => {
      const { game, eager } = options();
      if (!game || game.title || !host.connection?.has('iplaygames')) return undefined;
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
    const found = this.#games.data?.items.find(({ id }) => id === game.gameId);
    return { ...game, title: found?.title, image: game.image ?? found?.imageUrl };
  }
}
