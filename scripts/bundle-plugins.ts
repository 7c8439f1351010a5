/** What the bundles for pages need beyond Vite. */
import type { Plugin } from 'vite';

/**
 * A Trusted Types policy's name may be taken only once on pages that list the names, and Lit takes its own while loading:
 * a second copy of the bundle, which defines nothing and draws nothing, must not even try (see src/shared/acquire-guard.ts).
 */
export const guardLitPolicy = (): Plugin => ({
  name: 'guard-lit-policy',
  transform(code, id) {
    if (!/lit-html\/(development\/)?lit-html\.js$/.test(id)) return null;
    const guarded = code.replace(
      /(\w+)\.createPolicy\(("lit-html"|'lit-html'),(\{[^}]*\})\)/,
      '(globalThis[Symbol.for("game-session-widgets.second-copy")]?void 0:$1.createPolicy($2,$3))',
    );
    if (guarded === code)
      throw new Error('lit-html makes its policy in another way now: look at guardLitPolicy again.');
    return { code: guarded, map: null };
  },
});
