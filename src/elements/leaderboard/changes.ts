/** What a board needs from the second answer or the first key on: what changed, how it moves, who is told, and the way to a row. */
import '../../shared/locales/en-leaderboard-changes.js';

export { prefersStill } from '../../shared/prefers-still.js';
export { changesAtTop, changesBetween, isSameRow } from './changes/compare.js';
export { Deltas, writeDelta } from './changes/deltas.js';
export { count, depart } from './changes/motion.js';
export { Teller } from './changes/tell.js';
export { goTo, press } from './changes/walk.js';
