/** What <gs-game-frame> says in English; see en.ts for the form. */
import { addDefaults } from '../default-strings.js';
import './en-games.js';

export const gameFrameEnglish = {
  frameSlow: 'The game takes longer than usual.',
  frameClosed: 'The game sent too much at once, so this page no longer listens to it. Scores may be missing.',
  frameBlank: 'This game has no address.',
  frameInvalid: 'The address of this game is not a complete web address.',
  frameScheme: 'The address of this game is of a kind that is not allowed.',
  frameInsecure: 'The address of this game is not secure.',
  frameCredentials: 'The address of this game contains a user name or password.',
  frameOwnOrigin: 'This game comes from the same site as the page and can’t be shown safely.',
  frameNotListed: 'This page does not allow games from {host}.',
  framePagePolicy: 'The security policy of this page keeps the game out.',
  frameTooMuch: 'The game sent so much at once that it was taken off this page.',
};

addDefaults(gameFrameEnglish);
