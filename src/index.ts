/** Everything: registers every element and gives the script API. */
import './elements/provider/provider.js';
import './elements/game-frame/game-frame.js';
import './elements/leaderboard/leaderboard.js';
import './elements/session-launcher/session-launcher.js';
import './elements/multi-swiper/multi-swiper.js';
import './elements/recent-games/recent-games.js';

export { createClient, type Client, type ClientConfig } from './api/client.js';
export { ApiError, type ErrorCode, type FieldIssue, type Service } from './api/error.js';
export type { GameSession, MeshmapApi, MiniGame, SessionPlayer } from './api/meshmap/index.js';
export type { IplaygamesApi } from './api/iplaygames/index.js';
export type { PlayedGame, VaixApi } from './api/vaix/index.js';
export type { ConnectionSettings } from './live/connection.js';
export { registerDialect } from './game/dialects.js';
export type { GameCommand, GameEvent } from './game/messages.js';
export { configure } from './shared/context.js';
export type { GsEventMap } from './shared/events.js';
export type { StateFlag, StateWord } from './shared/states.js';
export { registerTranslation, type Strings, type Translation } from './shared/localize.js';
export { GsProvider } from './elements/provider/provider.js';
export { GsGameFrame } from './elements/game-frame/game-frame.js';
export { GsLeaderboard } from './elements/leaderboard/leaderboard.js';
export { GsSessionLauncher } from './elements/session-launcher/session-launcher.js';
export { GsMultiSwiper } from './elements/multi-swiper/multi-swiper.js';
export { GsRecentGames } from './elements/recent-games/recent-games.js';
