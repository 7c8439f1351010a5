import { configure, createClient, type GsLeaderboard, type SessionPlayer } from 'game-session-widgets';
import { createClient as createClientOnly } from 'game-session-widgets/api';
import 'game-session-widgets/embed';
import { connectGame } from 'game-session-widgets/game';
import { strings } from 'game-session-widgets/locales/de';

configure({ gateway: 'https://play.example.com/gs', tokenUrl: '/gs-token' });
const board: GsLeaderboard = document.createElement('gs-leaderboard');
board.addEventListener('gs-rank-change', ({ detail }) => console.log(detail.playerId, detail.to));
document.addEventListener('gs-end', ({ detail }) => console.log(detail.reason, detail.seconds));
const players: readonly SessionPlayer[] | undefined = board.players;
// @ts-expect-error -- a word that the attribute does not know
board.view = 'bogus';
console.log(players, strings.loading, connectGame, createClient === createClientOnly);
