import type { StorybookConfig } from '@storybook/web-components-vite';

const config: StorybookConfig = {
  stories: ['../stories/**/*.stories.ts', '../stories/**/*.mdx'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y'],
  framework: { name: '@storybook/web-components-vite', options: {} },
  core: { disableTelemetry: true },
  // The games are files beside the stories: the sandbox lives in each story's page, so no server is needed.
  staticDirs: [{ from: '../dist/games', to: '/games' }],
  viteFinal: (config) => ({ ...config, base: './' }),
};

export default config;
