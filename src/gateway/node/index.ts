#!/usr/bin/env node
/** `gs-gateway`: the gateway as a server on Node. `--help` prints its options. */
import { realpathSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { ConfigError, createGateway } from '../index.js';
import { readNodeConfig, variables } from './node-config.js';
import { serve } from './node-server.js';

export { serve, type RunningGateway } from './node-server.js';
export type { ServerConfig } from './node-config.js';

const HELP = `gs-gateway [--config file.json] [--check]

  --config file   JSON with the settings of createGateway and "server": { host, port, … }
  --check         checks the settings, prints what would be served, and exits

Environment variables beat the file; each may be given as NAME_FILE, the path of a file that holds the value:
  ${Object.entries({ ...variables, GS_CONFIG: ['', '', 'The same as --config.'] })
    .map(([name, [, , meaning]]) => `${name.padEnd(30)} ${meaning}`)
    .join('\n  ')}`;

/** The command line. Returns the exit code, or undefined while a server runs. */
export async function main(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  say: Pick<Console, 'log' | 'error'> = console,
): Promise<number | undefined> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { config: { type: 'string' }, check: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    });
    if (values.help) {
      say.log(HELP);
      return 0;
    }
    const { config, server, warnings } = readNodeConfig(env, values.config ?? env.GS_CONFIG);
    for (const warning of warnings) say.error(warning);
    if (values.check) {
      say.log(`The config is right. It serves:\n  ${createGateway(config).routes.join('\n  ')}`);
      return 0;
    }
    const running = await serve(config, server);
    say.log(
      JSON.stringify({
        event: 'listening',
        host: server.host,
        port: running.port,
        metricsPort: running.metricsPort,
        routes: running.gateway.routes,
      }),
    );
    // Ctrl-C does not wait for balancers
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => void running.close(signal === 'SIGINT').then(() => process.exit(0)));
    }
    return undefined;
  } catch (error) {
    const told = error instanceof ConfigError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
    say.error(told ? (error as Error).message : `gs-gateway could not start: ${String(error)}`);
    return 1;
  }
}

const script = process.argv[1];
if (script !== undefined && import.meta.url === pathToFileURL(realpathSync(script)).href) {
  const code = await main(process.argv.slice(2), process.env);
  if (code !== undefined) process.exit(code);
}
