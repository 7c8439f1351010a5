/** Name and looks of Storybook itself. */
import { addons } from 'storybook/manager-api';
import { create } from 'storybook/theming';

const dark = globalThis.matchMedia('(prefers-color-scheme: dark)').matches;

addons.setConfig({
  theme: create({
    base: dark ? 'dark' : 'light',
    brandTitle: 'Game session widgets',
    brandUrl: './?path=/docs/start--docs',
    brandTarget: '_self',
    colorPrimary: '#5b2bd9',
    colorSecondary: dark ? '#b9a3ff' : '#5b2bd9',
    appBorderRadius: 8,
    fontBase: 'system-ui, sans-serif',
  }),
  sidebar: { showRoots: false },
  // The embed builder has its own form, and needs the room.
  layoutCustomisations: {
    showPanel: ({ storyId }, isShown) => isShown && !storyId?.startsWith('embed-builder'),
  },
});
