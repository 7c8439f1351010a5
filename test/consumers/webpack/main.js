import { configure } from 'game-session-widgets/configure';
import 'game-session-widgets/leaderboard';

document.addEventListener('gs-load', () => (document.body.dataset.loaded = 'true'));
configure({ mock: 'live' });
