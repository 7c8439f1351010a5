/** The address that the script tag's script came from; undefined in a bundle. Set by shared/script-tag.ts. */
export const scriptUrl = (): string | undefined =>
  (globalThis as Record<symbol, unknown>)[Symbol.for('game-session-widgets.script')] as string | undefined;
