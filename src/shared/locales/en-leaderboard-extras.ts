/** What <gs-leaderboard> says in English with a podium or a search. */
import { addDefaults } from '../default-strings.js';

export const leaderboardExtrasEnglish = {
  boardSearch: 'Find a player',
  boardNoMatch: 'No player matches “{text}”.',
  boardPodium: 'Top three',
  boardFound: { one: '{n} player found', other: '{n} players found' },
  boardGap: '{gap} to {place}',
  boardLead: '{gap} ahead of {place}',
  boardTickerLead: '{name} takes the lead',
  boardTickerRun: '{name} climbs {places} places',
  boardTickerJoin: '{name} joined',
};

addDefaults(leaderboardExtrasEnglish);
