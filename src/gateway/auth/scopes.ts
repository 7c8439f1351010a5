/** Scopes of a token. `:self`: only for the token's own player. */
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

/** Scopes that the config may make public: reads without personal data. */
export const publishable: readonly Scope[] = ['sessions.read', 'scores.read', 'games.read'];
