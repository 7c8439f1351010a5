import type { ReactiveController } from 'lit';
import type { Cache } from '../../live/cache.js';
import type { Connection } from '../../live/connection.js';
import { pageStorage, storedNames } from '../../live/storage.js';
import { playing } from './lazy-playing.js';

interface Host {
  readonly connection?: Connection;
  readonly reportScores?: string;
}

/**
 * Sends the scores that an earlier page could not, once per connection, whether a game is played on this page or not.
 * Its code is loaded only when there are any.
 */
export class PendingScores implements ReactiveController {
  #cache?: Cache;
  readonly #host: Host;

  constructor(host: Host) {
    this.#host = host;
  }

  hostUpdated(): void {
    const { connection, reportScores } = this.#host;
    if (reportScores === undefined || !connection?.has('meshmap') || connection.cache === this.#cache) return;
    this.#cache = connection.cache;
    // The outbox checks whose they are.
    if (storedNames(pageStorage(), 'gs-outbox ').length > 0) void this.#send(connection);
  }

  async #send(connection: Connection): Promise<void> {
    try {
      const { outboxOf } = await playing.load();
      outboxOf(connection);
    } catch (error) {
      // They stay stored for the next page.
      console.error('The code that sends kept scores did not load.', error);
    }
  }
}
