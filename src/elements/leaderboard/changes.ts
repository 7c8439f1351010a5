/** What a board needs from the second answer on: what changed, how it moves, and who is told. */
import '../../shared/locales/en-leaderboard-changes.js';

export { Announcer } from './changes/announcer.js';
export { changesAtTop, changesBetween, compareRows, isSameRow } from './changes/compare.js';
export { Deltas, writeDelta } from './changes/deltas.js';
export { count, depart } from './changes/motion.js';
export { tell } from './changes/tell.js';
export { prefersStill } from '../../shared/flip.js';
