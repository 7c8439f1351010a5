/** What <gs-multi-swiper> says in English; see en.ts for the form. */
import { addDefaults } from '../default-strings.js';
import './en-games.js';

export const multiSwiperEnglish = {
  swiperGames: 'Games',
  swiperCarousel: 'games to swipe through',
  swiperSlide: 'game',
  swiperPosition: '{position} of {total}: {title}',
  swiperEmpty: 'There is nothing to play here right now.',
  swiperHero: 'Swipe and play',
  swiperHeroText: 'One game after the other, picked for you.',
  swiperStart: 'Start',
  swiperGame: 'Game {position}',
  swiperReady: 'ready',
  swiperPending: 'waiting',
  swiperFailedShort: 'not available',
  swiperSearch: 'Search games',
  swiperStudios: 'All studios',
  swiperTypes: 'All types',
  swiperFavourites: 'Favourites',
  swiperDemo: 'Demo',
  swiperFreeSpins: 'Free spins',
  swiperAttached:
    'These games were started elsewhere. You can follow them here; only the page that started them knows where they are played.',
};

addDefaults(multiSwiperEnglish);
