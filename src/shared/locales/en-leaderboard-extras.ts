/** What <gs-leaderboard> says in English with a podium or a search. */
import { addDefaults } from '../localize.js';

export const leaderboardExtrasEnglish = {
  boardSearch: 'Find a player',
  boardNoMatch: 'No player matches “{text}”.',
  boardPodium: 'Top three',
};

addDefaults(leaderboardExtrasEnglish);
