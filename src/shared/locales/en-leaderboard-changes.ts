/** What <gs-leaderboard> says in English of what moves. */
import { addEnglish } from '../strings.js';

export const leaderboardChangesEnglish = {
  boardUp: 'up {places}',
  boardDown: 'down {places}',
  boardNewRank: 'You are now number {rank} of {total}.',
  boardNewLeader: '{name} leads now with {score}.',
};

addEnglish(leaderboardChangesEnglish);
