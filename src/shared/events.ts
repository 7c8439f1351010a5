/** Every event of every element with its detail. All bubble and cross shadow roots; `gs-before-*` can be cancelled. */
import type { ApiError } from '../api/error.js';
import type { StateWord } from './states.js';

export interface GsEventMap {
  /** The first data arrived. */
  'gs-load': CustomEvent<undefined>;
  /** Newer data arrived; `changed` counts the rows or fields that differ. */
  'gs-update': CustomEvent<{ changed: number }>;
  'gs-state-change': CustomEvent<{ from: StateWord; to: StateWord }>;
  /** A request failed, or (with `partial`) some rows of an answer were unreadable. Old data stays on the screen. */
  'gs-error': CustomEvent<{ error: ApiError; partial?: boolean }>;
  /** The token ran out and nothing could renew it. */
  'gs-token-expired': CustomEvent<undefined>;
}

declare global {
  interface HTMLElementEventMap extends GsEventMap {}
}
