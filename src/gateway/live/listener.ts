/** Who watches a session, as its channel knows it. */
import type { WindowRequest } from '../boards/players.js';

/** Why a stream ends. `left`: by the reader itself, who is told nothing. */
export type GoneReason = 'expired' | 'not-found' | 'closing' | 'slow' | 'left';

/** One stream. */
export interface Listener {
  readonly window: WindowRequest;
  /** The same for all that ask for the same window. */
  readonly key: string;
  write(text: string): void;
  end(reason: GoneReason): void;
}
