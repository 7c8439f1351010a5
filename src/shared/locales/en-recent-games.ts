/** What <gs-recent-games> says in English; see en.ts for the form. */
import { addDefaults } from '../localize.js';

export const recentGamesEnglish = {
  recentGames: 'Recently played',
  recentEmpty: 'The games you play will be here, ready to go on with.',
  recentUnavailable: 'Not available right now',
  recentUndated: 'Some time ago',
  featureLive: 'Live',
  featureJackpot: 'Jackpot',
  featureBonus: 'Bonus',
  featureFreeSpins: 'Free spins',
  featureMegaways: 'Megaways',
};

addDefaults(recentGamesEnglish);
