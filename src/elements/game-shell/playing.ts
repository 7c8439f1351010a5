/** The code that plays games: loaded when a poster is shown or a game is launched. */
import '../game-frame/game-frame.js';
import './game-shell.js';

export { iplaygames } from '../../api/iplaygames/index.js';
export { GameRun } from '../../play/game-run.js';
export { outboxOf } from '../../live/score-outbox.js';
