/**
 * The modules of each element, relative to the entry of the script tag: its own first, then all that it imports, so that
 * they can be requested side by side. A browser that loads the sources finds the imports by itself; the build replaces
 * this file by the list of the chunks that it has made (see elementModules in scripts/bundle-plugins.ts).
 */
export const elementModules: Readonly<Record<string, readonly [string, ...string[]]>> = {
  'gs-provider': ['./elements/provider/provider.ts'],
  'gs-leaderboard': ['./elements/leaderboard/leaderboard.ts'],
  'gs-session-launcher': ['./elements/session-launcher/session-launcher.ts'],
  'gs-multi-swiper': ['./elements/multi-swiper/multi-swiper.ts'],
  'gs-recent-games': ['./elements/recent-games/recent-games.ts'],
  'gs-game-frame': ['./elements/game-frame/game-frame.ts'],
};
