/** The script API for pages with a script tag (`api.js` beside it): the same functions, the same page, no element's code. */
import type { Dialect } from './game/dialects.js';

export { createClient } from './api/client.js';
export { ApiError } from './api/error.js';
export { configure } from './shared/context.js';
export { registerTranslation } from './shared/localize.js';

/** As in the package, but by a promise: dialects come with the code of frames. */
export async function registerDialect(dialect: Dialect): Promise<void> {
  (await import('./elements/game-frame/game-frame.js')).registerDialect(dialect);
}
