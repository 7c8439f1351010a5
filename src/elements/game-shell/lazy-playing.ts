import { lazyModule } from '../../shared/lazy-modules.js';

/** Frame, shell and run, shared by every launcher and swiper of the page. */
export const playing = lazyModule('games', () => import('./playing.js'), 'game');
