import { setCustomElementsManifest, type Preview } from '@storybook/web-components-vite';
import manifest from '../custom-elements.json' with { type: 'json' };
import '../src/index.js';

setCustomElementsManifest(manifest);

/** Every story can be seen in light and dark, and in each direction and language. */
const preview: Preview = {
  tags: ['autodocs'],
  parameters: {
    a11y: { test: 'error' },
    controls: { expanded: true },
    options: {
      storySort: {
        order: [
          'Start',
          'gs-leaderboard',
          'gs-session-launcher',
          'gs-multi-swiper',
          'gs-recent-games',
          'gs-game-frame',
          'gs-provider',
        ],
      },
    },
  },
  globalTypes: {
    scheme: {
      description: 'Light or dark',
      toolbar: { icon: 'contrast', items: ['light', 'dark'], dynamicTitle: true },
    },
    language: {
      description: 'Language of the page',
      toolbar: { icon: 'globe', items: ['en', 'de', 'es', 'fr', 'pt', 'ar', 'ja'], dynamicTitle: true },
    },
  },
  initialGlobals: { scheme: 'light', language: 'en' },
  decorators: [
    (story, { globals }) => {
      const root = document.documentElement;
      root.style.colorScheme = String(globals['scheme']);
      root.style.background = globals['scheme'] === 'dark' ? '#0d0c12' : '#f4f2f8';
      root.lang = String(globals['language']);
      root.dir = root.lang === 'ar' ? 'rtl' : 'ltr';
      return story();
    },
  ],
};

export default preview;
