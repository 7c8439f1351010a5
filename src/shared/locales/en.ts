/**
 * English, and with it the list of everything that can be said. `{name}` is a place for a value;
 * `one|other` are plural forms chosen by `{count}`, in the order of `Intl.PluralRules` (zero one two few many other).
 */
export const english = {
  // Shared by every element
  loading: 'Loading…',
  retry: 'Try again',
  close: 'Close',
  cancel: 'Cancel',
  stale: 'Updated {ago}',
  offline: 'Offline',
  expired: 'Your visit has expired. Reload the page to go on.',
  unconfigured: 'This widget is not connected yet.',
  unconfiguredKeys: 'This widget is not connected: keys are not allowed on a public page.',
  missingAttribute: 'This widget needs the attribute “{name}”.',
  partial: 'Some entries could not be read and are left out.',

  // What went wrong, by the code of the ApiError
  errorNetwork: 'The connection failed. Check your network and try again.',
  errorTimeout: 'The answer takes too long. Try again in a moment.',
  errorUnauthorized: 'This page is not allowed to show this. Ask its owner to check the access key.',
  errorForbidden: 'You have no access to this.',
  errorNotFound: 'This does not exist, or no longer.',
  errorInvalid: 'The request was not accepted.',
  errorConflict: 'Somebody else changed this. Try again.',
  errorRateLimited: 'Too many requests. Try again in a moment.',
  errorUnavailable: 'This is not available right now.',
  errorUpstream: 'The service has a problem. Try again in a moment.',
  errorSchema: 'The service sent an answer that could not be read.',
  errorUnknownOutcome: 'It is not certain whether this worked. Check before you try again.',

  // <gs-game-frame>
  frameTitle: 'Game',
  frameLoading: 'Loading the game…',
  frameSlow: 'The game takes longer than usual.',
  frameReload: 'Load the game again',
  frameClosed: 'The game sent too much at once, so this page no longer listens to it. Scores may be missing.',
  frameBlank: 'This game has no address.',
  frameInvalid: 'The address of this game is not a complete web address.',
  frameScheme: 'The address of this game is of a kind that is not allowed.',
  frameInsecure: 'The address of this game is not secure.',
  frameCredentials: 'The address of this game contains a user name or password.',
  frameOwnOrigin: 'This game comes from the same site as the page and can’t be shown safely.',
  frameNotListed: 'This page does not allow games from {host}.',
  framePagePolicy: 'The security policy of this page keeps the game out.',

  // <gs-recent-games>
  recentGames: 'Recently played',
  recentEmpty: 'The games you play will be here, ready to go on with.',
  recentUnavailable: 'Not available right now',
  recentUndated: 'Some time ago',
  previous: 'Previous',
  next: 'Next',
  featureLive: 'Live',
  featureJackpot: 'Jackpot',
  featureBonus: 'Bonus',
  featureFreeSpins: 'Free spins',
  featureMegaways: 'Megaways',

  // <gs-leaderboard>
  board: 'Leaderboard',
  boardEmpty: 'No players yet. Scores appear here as soon as the first one joins.',
  boardLive: 'Live',
  boardFinal: 'Final result',
  boardPaused: 'Paused',
  boardUpcoming: 'Upcoming',
  boardClock: 'Session clock',
  boardStartsIn: 'Starts in {time}',
  boardPlayers: '{n} player|{n} players',
  boardRank: 'Rank',
  boardChange: 'Change',
  boardPlayer: 'Player',
  boardScore: 'Score',
  boardYou: 'You',
  boardUnnamed: 'Unnamed player',
  boardUp: 'up {places}',
  boardDown: 'down {places}',
  boardGoToSelf: 'You are number {rank} with {score}. Go to your row.',
  boardSearch: 'Find a player',
  boardNoMatch: 'No player matches “{text}”.',
  boardPodium: 'Top three',
  boardNewRank: 'You are now number {rank} of {total}.',
  boardNewLeader: '{name} leads now with {score}.',
};

export type Strings = Record<keyof typeof english, string>;
