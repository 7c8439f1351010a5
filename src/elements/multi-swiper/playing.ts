/** What a swiper needs once something is played: fetched with the first start, or when a hand comes near. */
import '../game-frame.js';

export { HostedSession } from './hosted.js';
export { FeedPlayer } from './player.js';
export { tell, tellGame } from './tell.js';
