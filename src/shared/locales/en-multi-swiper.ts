/** What <gs-multi-swiper> says in English; see en.ts for the form. */
import { addDefaults } from '../default-strings.js';
import './en-games.js';

export const multiSwiperEnglish = {
  swiperGames: 'Games',
  swiperCarousel: 'games to swipe through',
  swiperSlide: 'game',
  swiperPosition: '{position} of {total}: {title}',
  swiperEmpty: 'There is nothing to play here right now.',
  swiperFailed: 'The game could not be started. Try again in a moment.',
  swiperHero: 'Swipe and play',
  swiperHeroText: 'One game after the other, picked for you.',
  swiperStart: 'Start',
  swiperEnd: 'End',
  swiperLeft: 'Time left: {time}',
  swiperGame: 'Game {position}',
  swiperReady: 'ready',
  swiperPending: 'waiting',
  swiperFailedShort: 'not available',
  swiperAttached:
    'These games were started elsewhere. You can follow them here; only the page that started them knows where they are played.',
};

addDefaults(multiSwiperEnglish);
