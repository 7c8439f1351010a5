/** Entry of the bundle in one classic script: everything, set up by the script tag's own `data-*` attributes. */
import { endOfCopy } from './shared/second-copy.js';
import { configure } from './shared/context.js';
import { settingsOf } from './shared/page.js';

export * from './index.js';

// Only known while the script runs for the first time.
configure(settingsOf(document.currentScript));
endOfCopy();
