/**
 * Writes docs/gateway-env.md: every variable of gs-gateway with its key, its default, and what the schema says of its values.
 *   node --import tsx scripts/gateway-env.ts
 */
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { ConfigError, createGateway } from '../src/gateway/index.js';
import { readConfig } from '../src/gateway/config/config.js';
import { readNodeConfig, variables } from '../src/gateway/node/node-config.js';

const PAGE = new URL('../docs/gateway-env.md', import.meta.url);

/** Enough to start with, so that only the variable in question is at fault. */
const MINIMAL = {
  GS_ORIGINS: 'https://lobby.example.com',
  GS_TOKEN_SECRET: 'a-secret-to-read-the-defaults-0123456789',
  GS_MESHMAP_URL: 'https://meshmap.example.com/api/v1',
  GS_MESHMAP_KEY: 'key',
};

/** What cannot be right for any variable, but for the one whose values are words that exist elsewhere. */
const wrong = (name: string) => (name === 'GS_PUBLIC' ? 'session.create' : '\0');

/** What the gateway answers to a wrong value: the rule of the schema, in its own words. */
function ruleOf(name: string, key: string): string {
  try {
    const { config } = readNodeConfig({ ...MINIMAL, [name]: wrong(name) });
    createGateway({ ...config, log: false });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const [issue] = error.issues.filter((one) => `${one.key}.`.startsWith(`${key}.`));
    return issue?.message.replace(/\.$/, '').replace(/, or a function that answers it/, '') ?? '';
  }
  return '';
}

function defaultOf(key: string): string {
  const { config, server } = readNodeConfig(MINIMAL);
  const settings: unknown = { ...readConfig(config), server };
  const value = key.split('.').reduce<unknown>((part, name) => (part as Record<string, unknown>)?.[name], settings);
  const given = Object.values(MINIMAL).some((one) => one === value || (Array.isArray(value) && value[0] === one));
  if (given || (typeof value !== 'string' && typeof value !== 'number') || value === '') return '';
  return `\`${value}\``;
}

/** Text of a table's cell. */
const cell = (text: string) => text.replaceAll('|', '\\|').replace(/ \*/g, ' \\*');

/** The page. */
export async function gatewayEnv(): Promise<string> {
  const rows = Object.entries(variables).map(([name, [key, , meaning]]) =>
    ['', `\`${name}\``, `\`${key}\``, cell(meaning), defaultOf(key), cell(ruleOf(name, key)), ''].join('|'),
  );
  const page = `# Environment variables of the gateway

<!-- Written by scripts/gateway-env.ts from the table of variables and the schema of the config. Do not edit. -->

\`gs-gateway\` takes its settings from these variables and from the JSON file of \`--config\` (or \`GS_CONFIG\`), which holds the same keys; a
variable beats the file. Each may be given as \`NAME_FILE\`, the path of a file that holds the value, for secrets that are mounted. An empty variable
counts as none. Lists are separated by commas or spaces. \`gs-gateway --check\` says what is wrong, and starts nothing.

| variable | key | meaning | default | value, or each of a list |
|-|-|-|-|-|
${rows.join('\n')}

What has no variable is set in the file, or in code: see [the gateway's settings](gateway.md#settings).
`;
  return format(page, { ...(await resolveConfig(PAGE)), parser: 'markdown' });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) writeFileSync(PAGE, await gatewayEnv());
