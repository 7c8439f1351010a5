/** What most boards do without: fetched when an attribute or property asks for it. */
import '../../shared/locales/en-leaderboard-extras.js';

export { dress } from './extras/dress.js';
export { readEntries } from './extras/entries.js';
export { adoptExtraStyles } from './extras/extras.styles.js';
export { turnPages } from './extras/pager.js';
export { findPlayers, renderNoMatch, renderSearch } from './extras/search.js';
export { Steps } from './extras/steps.js';
