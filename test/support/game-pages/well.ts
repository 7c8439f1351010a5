/**
 * A game that behaves. It does what the test tells it in its url, and answers every command by a score that names it, and
 * each environment by an error whose text is that environment.
 */
import { connectGame, type GameOptions } from '../../../src/game/client.js';

const wanted = new URLSearchParams(location.search);
// a document that is gone before it can say so: its farewell is never sent
if (wanted.has('mute-farewell')) addEventListener('pagehide', (event) => event.stopImmediatePropagation());
const heard = (index: number) => () => game.score(index);
const options: GameOptions = {
  onPause: heard(1001),
  onResume: heard(1002),
  onMute: (muted) => game.score(muted ? 1003 : 1004),
  onRefreshBalance: heard(1005),
  onEnvironment: (environment) => {
    if (wanted.get('do') === 'environment') game.error(JSON.stringify(environment));
  },
};
const origins = wanted.get('origins');
// as of a game whose script is loaded late: the frame's load is over by then
if (wanted.has('late')) await new Promise((resolve) => setTimeout(resolve, 300));
const game = connectGame(origins ? { ...options, origins: [origins] } : options);

switch (wanted.get('do')) {
  case 'round':
    game.progress(0.5);
    game.ready();
    game.busy();
    game.score(40);
    game.idle();
    game.balance(12.5, 'EUR');
    game.score(42, true);
    break;
  case 'early':
    for (let i = 1; i <= 80; i++) game.score(i);
    break;
  case 'loading':
    game.progress(0.25);
    break;
  case 'reload':
    // The first visit reloads itself, as games do after a lost connection; the second one plays.
    if (sessionStorage.getItem('visited')) {
      sessionStorage.removeItem('visited');
      game.ready();
    } else {
      sessionStorage.setItem('visited', 'yes');
      game.busy();
      setTimeout(() => location.reload(), 50);
    }
    break;
  case 'go-on': {
    // Says its number, and goes on to the next address of `to` (JSON) once the page has met it.
    const [next, ...to] = JSON.parse(wanted.get('to') ?? '[]') as string[];
    game.score(to.length + (next ? 2 : 1));
    if (!next) break;
    const address = new URL(next, location.href);
    address.searchParams.set('to', JSON.stringify(to));
    const timer = setInterval(() => {
      if (!game.connected) return;
      clearInterval(timer);
      setTimeout(() => location.assign(address), 50);
    }, 10);
    break;
  }
  case 'leave':
    game.disconnect();
    break;
  default:
    game.ready();
}
