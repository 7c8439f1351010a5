/**
 * English, and with it the list of everything that can be said. `{name}` is a place for a value;
 * `one|other` are plural forms chosen by `{count}`, in the order of `Intl.PluralRules` (zero one two few many other).
 * What only one element says is in a file of that element's, so that pages load no words that they don't use.
 */
export const english = {
  // Shared by every element
  loading: 'Loading…',
  retry: 'Try again',
  stale: 'Updated {ago}',
  offline: 'Offline',
  expired: 'Your visit has expired. Reload the page to go on.',
  unconfigured: 'This widget is not connected yet.',
  unconfiguredKeys: 'This widget is not connected: keys are not allowed on a public page.',
  missingAttribute: 'This widget needs the attribute “{name}”.',

  // What went wrong, by the code of the ApiError; the rest comes with the first failure (en-failures.ts)
  errorNetwork: 'The connection failed. Check your network and try again.',
  errorUpstream: 'The service has a problem. Try again in a moment.',

  // Said by several elements
  previous: 'Previous',
  next: 'Next',
  board: 'Leaderboard',
  boardLive: 'Live',
  boardFinal: 'Final result',
  boardPaused: 'Paused',
  boardUpcoming: 'Upcoming',
  boardPlayers: '{n} player|{n} players',
};
