/**
 * English, and with it the list of all messages. `{name}` is a place for a value; plural forms are named by the categories
 * of `Intl.PluralRules` and chosen by the value `count`. Messages of one element are in a file of that element's, so that
 * pages load no words that they don't use.
 */
export const english = {
  // Shared by every element
  loading: 'Loading…',
  retry: 'Try again',
  stale: 'Updated {ago}',
  offline: 'Offline',
  expired: 'Your visit has expired. Reload the page to go on.',
  unconfigured: 'This widget is not connected yet. Its page has to name a gateway.',
  unconfiguredKeys: 'This widget is not connected: keys are not allowed on a public page. Use a gateway.',
  missingAttribute: 'This widget needs the attribute “{name}”.',

  // What went wrong, by the code of the ApiError, and what to do next
  errorNetwork: 'The connection failed. Check your network and try again.',
  errorTimeout: 'The answer takes too long. Try again in a moment.',
  errorUnauthorized: 'This page is not allowed to show this. Ask its owner to check the access key.',
  errorForbidden: 'You have no access to this. Sign in again, or ask the owner of this page.',
  errorNotFound: 'This does not exist, or no longer. Choose something else.',
  errorInvalid: 'The request was not accepted. Reload the page and try again.',
  errorConflict: 'Somebody else changed this. Try again.',
  errorRateLimited: 'Too many requests. Try again in a moment.',
  errorUnavailable: 'This is not available right now. Try again later.',
  errorUpstream: 'The service has a problem. Try again in a moment.',
  errorSchema: 'The service sent an answer that could not be read. Try again later.',
  errorUnknownOutcome: 'It is not certain whether this worked. Check before you try again.',

  // Said by several elements
  previous: 'Previous',
  next: 'Next',
  board: 'Leaderboard',
  boardLive: 'Live',
  boardFinal: 'Final result',
  boardPaused: 'Paused',
  boardUpcoming: 'Upcoming',
  boardJoin: 'Scan to join',
  boardPlayers: { one: '{n} player', other: '{n} players' },
};
