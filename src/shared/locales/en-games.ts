/** What every element that plays games says in English; see en.ts for the form. */
import { addDefaults } from '../default-strings.js';

export const gamesEnglish = {
  frameTitle: 'Game',
  frameLoading: 'Loading the game…',
  frameReload: 'Load again',
  recentFavourite: 'Favourite: {title}',
  launchPlayGame: 'Play {title}',
  launchStarting: 'Starting the game…',
  launchUnsure: 'It is not certain whether the game was started. Wait a moment before you play again.',
  launchMissing: 'The game can’t be started because this page does not say: {name}.',
  launchRetryIn: 'Try again in {time}.',
  launchUnavailable: 'Not available here',
  launchUnavailableText: 'This game can’t be played from where you are, or in your currency.',
  launchEndFailedText: 'The service has not confirmed that it ended.',
  launchExpired: 'The time for this game is up',
};

addDefaults(gamesEnglish);
