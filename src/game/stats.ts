/** What is known of the conversation between a page and the game that it frames. */

/** Why a game is not listened to any more: it sent too many messages, or one that was too large. */
export type ClosedReason = 'flood' | 'oversize';

/** At which check messages were dropped, and how many. */
export interface DroppedMessages {
  /** From a page that is not the game's; messages to the page that concern no game count here too. */
  origin: number;
  /** From the right origin, but another window: a nested frame, a popup, another game. */
  source: number;
  /** Larger than 64 KB. */
  size: number;
  /** Not our vocabulary, or our vocabulary where it is not accepted. */
  schema: number;
  /** After the game had been closed for a flood or an oversized message. */
  closed: number;
}

/** What is known of the conversation with a game, for debugging. */
export interface GameConversation {
  /** Messages that became an event. */
  readonly accepted: number;
  /** Messages of the game that no dialect knows, passed on as they are. */
  readonly unmapped: number;
  readonly dropped: Readonly<DroppedMessages>;
  /** The dialect that is spoken, once one is known. */
  readonly dialect?: string | undefined;
  /** Whether the game holds a port and has sent back its nonce. */
  readonly connected: boolean;
  /** Why the game is not listened to any more. */
  readonly closed?: ClosedReason | undefined;
}
