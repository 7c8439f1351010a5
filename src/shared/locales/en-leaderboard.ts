/** What <gs-leaderboard> says in English; see en.ts for the form. */
import { addDefaults } from '../default-strings.js';

export const leaderboardEnglish = {
  boardEmpty: 'No players yet. Scores appear here as soon as the first one joins.',
  boardClock: 'Session clock',
  boardStartsIn: 'Starts in {time}',
  boardRank: 'Rank',
  boardChange: 'Change',
  boardPlayer: 'Player',
  boardScore: 'Score',
  boardYou: 'You',
  boardUnnamed: 'Unnamed player',
  boardUp: 'up {places}',
  boardDown: 'down {places}',
  boardNewRank: 'You are now number {rank} of {total}.',
  boardNewLeader: '{name} leads now with {score}.',
  boardEndsIn: 'Ends in {time}',
  boardTabs: 'Leaderboards',
  boardPrize: 'Prize',
  boardOverall: '{rank} overall',
  boardPlace: { one: '{n}st', two: '{n}nd', few: '{n}rd', other: '{n}th' },
  boardResult: 'You finished {place} of {total}.',
  boardReturn: 'You were {place} when you left.',
  boardShare: '{place} of {total}',
  boardStale: 'The scores are no longer up to date.',
  boardFresh: 'The scores are up to date again.',
  boardSelf: 'You are number {rank} with {score}.',
  boardGoToSelf: 'You are number {rank} with {score}. Go to your row.',
};

addDefaults(leaderboardEnglish);
