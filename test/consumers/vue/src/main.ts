import { configure } from 'game-session-widgets/configure';
import 'game-session-widgets/leaderboard';
import { createApp } from 'vue';
import Board from './Board.vue';

configure({ mock: 'live' });
createApp(Board).mount('#app');
