/** What a token can allow. `:self` means: only for the player that the token names. */
export const scopes = [
  'sessions.read',
  'scores.read',
  'session.join:self',
  'session.create',
  'score.write:self',
  'games.read',
  'game.play:self',
  'multi.play:self',
  'history.read:self',
] as const;

/** One of `scopes`. */
export type Scope = (typeof scopes)[number];

/** Scopes that a gateway may open to callers without a token: they read what everybody may see. */
export const publishable: readonly Scope[] = ['sessions.read', 'scores.read', 'games.read'];
