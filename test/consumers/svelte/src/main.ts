import { configure } from 'game-session-widgets/configure';
import 'game-session-widgets/leaderboard';
import { mount } from 'svelte';
import Board from './Board.svelte';

configure({ mock: 'live' });
mount(Board, { target: document.getElementById('app')! });
