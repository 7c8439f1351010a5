/** What <gs-recent-games> says in English; see en.ts for the form. */
import { addDefaults } from '../default-strings.js';
import './en-games.js';

export const recentGamesEnglish = {
  recentGames: 'Recently played',
  recentEmpty: 'The games you play will be here, ready to go on with.',
  recentUnavailable: 'Not available',
  recentUndated: 'Some time ago',
  featureLive: 'Live',
  featureJackpot: 'Jackpot',
  featureBonus: 'Bonus',
  featureFreeSpins: 'Free spins',
  featureMegaways: 'Megaways',
  recentPlay: 'Play {title}',
  recentCountry: 'Not in your country',
  recentCurrency: 'Not in your currency',
  recentDesktop: 'For computers only',
  recentMobile: 'For phones only',
  recentMinBet: 'From {amount}',
  recentHide: 'Hide {title}',
  recentHidden: { one: '{n} game hidden', other: '{n} games hidden' },
  recentShowHidden: 'Show again',
  recentSeeAll: 'See all',
  recentFilter: 'The filter of this list is wrong at character {position}. Ask the owner of this page to correct it.',
  featureNew: 'New',
  featureAvalanche: 'Avalanche',
  featureBuy: 'Bonus buy',
  featureSticky: 'Sticky wilds',
  featureWilds: 'Wilds',
  featureGamble: 'Gamble',
  featureRespin: 'Respins',
  featureScatter: 'Scatters',
  featureCollection: 'Collecting',
  featureMega: 'Mega symbols',
  featureExpanding: 'Expanding symbols',
  featureMystery: 'Mystery symbols',
  featureMultiplier: 'Multipliers',
  featureRandomWilds: 'Random wilds',
  featureWalkingWilds: 'Walking wilds',
};

addDefaults(recentGamesEnglish);
