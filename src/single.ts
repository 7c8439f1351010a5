/** Entry of the bundle in one file, for pages that may load no more than one: everything, set up by the tag's `data-*`. */
import { releaseGuard } from './shared/acquire-guard.js';

export * from './index.js';

releaseGuard();
