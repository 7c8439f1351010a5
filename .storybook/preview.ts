import { setCustomElementsManifest, type Preview } from '@storybook/web-components-vite';
import { withActions } from 'storybook/actions/decorator';
import manifest from '../custom-elements.json' with { type: 'json' };
import '../src/index.js';
import { withControls } from '../stories/support/controls.js';
import { emulateMedia } from '../stories/support/emulate.js';
import { argTypesOf, eventNames } from '../stories/support/manifest.js';
import { gamesOrigin } from '../stories/support/sandbox.js';
import { cleanSource } from '../stories/support/source.js';
import { configure } from '../src/shared/context.js';

setCustomElementsManifest(manifest);
// Pages and the embed builder show elements on the mock, whose games lie beside the stories.
configure({ mockFiles: gamesOrigin() });

/** Sets of tokens as pages would choose them. */
const BRANDS: Record<string, Record<string, string>> = {
  default: {},
  harbour: {
    '--gs-color-accent': 'light-dark(#0a6b57, #5fd3a8)',
    '--gs-color-on-accent': 'light-dark(#fff, #04281c)',
    '--gs-color-surface': 'light-dark(#f7fbfa, #0f1a1c)',
    '--gs-color-raised': 'light-dark(#e9f3f0, #17272a)',
    '--gs-color-border': 'light-dark(#cfe2dc, #2a4145)',
    '--gs-radius': '4px',
  },
  arcade: {
    '--gs-color-accent': 'light-dark(#a3195b, #ff8ec4)',
    '--gs-color-on-accent': 'light-dark(#fff, #3a0520)',
    '--gs-color-surface': 'light-dark(#fffafc, #170b1e)',
    '--gs-color-raised': 'light-dark(#fbeaf3, #26132f)',
    '--gs-color-border': 'light-dark(#f0cfe0, #47264f)',
    '--gs-font': 'ui-rounded, "Trebuchet MS", sans-serif',
    '--gs-radius': '20px',
    '--gs-gap': '5px',
  },
};

const FORCED = {
  '--gs-color-surface': 'Canvas',
  '--gs-color-raised': 'ButtonFace',
  '--gs-color-text': 'CanvasText',
  '--gs-color-muted': 'CanvasText',
  '--gs-color-accent': 'Highlight',
  '--gs-color-on-accent': 'HighlightText',
  '--gs-color-border': 'ButtonBorder',
};

const LANGUAGES: Record<string, string> = {
  en: 'English',
  ar: 'العربية (right to left)',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  it: 'Italiano',
  ja: '日本語',
  nl: 'Nederlands',
  pl: 'Polski',
  pt: 'Português',
  tr: 'Türkçe',
  zh: '中文',
};

function setTokens(brand: string, forced: boolean): void {
  const { style } = document.documentElement;
  for (const name of [...style].filter((property) => property.startsWith('--gs-'))) style.removeProperty(name);
  const tokens = { ...BRANDS[brand], ...(forced ? FORCED : {}) };
  for (const [name, value] of Object.entries(tokens)) style.setProperty(name, value);
}

/** Makes the page as the toolbar says. */
function applyToolbar(globals: Readonly<Record<string, unknown>>): void {
  const root = document.documentElement;
  root.style.colorScheme = String(globals['scheme']);
  root.style.background = globals['scheme'] === 'dark' ? '#0d0c12' : '#f4f2f8';
  root.style.fontSize = String(globals['textSize']);
  root.lang = String(globals['language']);
  root.dir = root.lang === 'ar' ? 'rtl' : 'ltr';
  const forced = globals['colours'] === 'forced';
  setTokens(String(globals['brand']), forced);
  emulateMedia({ motion: globals['motion'] === 'reduced', colours: forced });
}

const preview: Preview = {
  tags: ['autodocs'],
  parameters: {
    a11y: { test: 'error' },
    actions: { handles: eventNames },
    controls: { expanded: true, sort: 'none' },
    docs: {
      renderer: async () => (await import('./docs-renderer.js')).docsRenderer(applyToolbar),
      extractArgTypes: (component: unknown) => argTypesOf(String(component)),
      source: { language: 'html', transform: cleanSource },
    },
    options: {
      storySort: {
        order: [
          'Start',
          'Quick start',
          'Embed builder',
          'gs-leaderboard',
          'gs-session-launcher',
          'gs-multi-swiper',
          'gs-recent-games',
          'gs-game-frame',
          'gs-provider',
          'Theming',
          'Tokens',
          'States',
          'Frameworks',
          'Gateway',
          'Player protection',
          'Accessibility',
          'Changelog',
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
      description: 'Language and direction of the page',
      toolbar: {
        icon: 'globe',
        items: Object.entries(LANGUAGES).map(([value, title]) => ({ value, title })),
        dynamicTitle: true,
      },
    },
    textSize: {
      description: 'Size of the page’s text',
      toolbar: { icon: 'zoom', items: ['100%', '125%', '150%', '200%'], dynamicTitle: true },
    },
    motion: {
      description: 'Motion',
      toolbar: {
        icon: 'play',
        items: [
          { value: 'full', title: 'Motion' },
          { value: 'reduced', title: 'Reduced motion' },
        ],
        dynamicTitle: true,
      },
    },
    colours: {
      description: 'Forced colours',
      toolbar: {
        icon: 'eye',
        items: [
          { value: 'own', title: 'Own colours' },
          { value: 'forced', title: 'Forced colours' },
        ],
        dynamicTitle: true,
      },
    },
    brand: {
      description: 'Brand',
      toolbar: { icon: 'paintbrush', items: Object.keys(BRANDS), dynamicTitle: true },
    },
  },
  initialGlobals: {
    scheme: globalThis.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
    language: 'en',
    textSize: '100%',
    motion: 'full',
    colours: 'own',
    brand: 'default',
  },
  decorators: [
    withControls,
    withActions,
    (story, { globals }) => {
      applyToolbar(globals);
      return story();
    },
  ],
};

export default preview;
