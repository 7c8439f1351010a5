/** What a swiper needs once something is played: fetched with the first start, or when a hand comes near. */
import '../game-frame/game-frame.js';

export { HostedSession } from './hosted-session.js';
export { FeedPlayer } from './native-session.js';
export { emitSlideEvent, emitGameEvent } from './emit-game-event.js';
