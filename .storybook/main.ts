import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { StorybookConfig } from '@storybook/web-components-vite';
import project from '../package.json' with { type: 'json' };

/** The hash of the script that the embed builder's code names; blank when dist/cdn is not built. */
function integrityOf(file: string): string {
  const path = fileURLToPath(new URL(`../dist/cdn/v${project.version}/${file}`, import.meta.url));
  return existsSync(path) ? `sha384-${createHash('sha384').update(readFileSync(path)).digest('base64')}` : '';
}

const config: StorybookConfig = {
  stories: ['../stories/**/*.mdx', '../stories/**/*.stories.ts'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y'],
  framework: { name: '@storybook/web-components-vite', options: {} },
  core: { disableTelemetry: true },
  docs: { defaultName: 'Docs' },
  // The games are files beside the stories: the sandbox lives in each story's page, so no server is needed.
  staticDirs: [{ from: '../dist/games', to: '/games' }],
  viteFinal: (config) => ({
    ...config,
    base: './',
    define: {
      ...config.define,
      __VERSION__: JSON.stringify(project.version),
      __INTEGRITY__: JSON.stringify(integrityOf('embed.js')),
    },
  }),
};

export default config;
