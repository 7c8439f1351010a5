import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { ConfigError, createGateway, type GatewayConfig } from '../../../src/gateway/index.js';
import { readNodeConfig } from '../../../src/gateway/node/node-config.js';
import { main } from '../../../src/gateway/node/index.js';

const SECRET = 'the-secret-of-tokens-0123456789abcdef';
const good: GatewayConfig = {
  origins: ['https://lobby.example.com'],
  tokens: { secret: SECRET },
  meshmap: { url: 'https://meshmap.example.com/api/v1', key: 'k-1' },
};

const folder = mkdtempSync(join(tmpdir(), 'gs-gateway-'));
after(() => rmSync(folder, { recursive: true }));

/** What createGateway says about a config. */
function complaint(config: unknown): string {
  try {
    createGateway(config as GatewayConfig);
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.message;
  }
  return '';
}

test('the smallest config is good', () => {
  assert.equal(complaint(good), '');
  assert.equal(complaint({ ...good, tokens: undefined, public: ['scores.read'] }), '');
});

/** Ten that are broken, each with the key that has to be named. */
const broken: [key: RegExp, config: unknown][] = [
  [/origins must name at least one origin/, { ...good, origins: [] }],
  [/origins\.0 must be an exact origin, such as https:\/\/lobby/, { ...good, origins: ['https://lobby.example.com/'] }],
  [/tokens\.secret must be at least 32 random characters.*openssl/, { ...good, tokens: { secret: 'short-one' } }],
  [/config must configure at least one of meshmap, iplaygames, vaix/, { ...good, meshmap: undefined }],
  [/meshmap\.url must be the https url/, { ...good, meshmap: { url: 'http://meshmap.example.com/api/v1', key: 'k' } }],
  [
    /meshmap\.key must be the operator's key/,
    { ...good, meshmap: { url: 'https://meshmap.example.com', key: 'two words' } },
  ],
  [/vaix\.clientId must be your Vaix client id/, { ...good, vaix: { key: 'k' } }],
  [/public\.0 may only be sessions\.read.*need a token/, { ...good, public: ['game.play:self'] }],
  [
    /client\.proxies\.0 must be an address or a CIDR range|client\.proxies must be a list/,
    { ...good, client: { proxies: ['everybody'] } },
  ],
  [/meshmap\.ulr is not a setting/, { ...good, meshmap: { url: 'https://meshmap.example.com', key: 'k', ulr: 'x' } }],
];

test('each of ten broken configs is told by its key and by what would be right', () => {
  for (const [expected, config] of broken) assert.match(complaint(config), expected);
});

test('more that cannot be right', () => {
  const cases: [RegExp, unknown][] = [
    [/config must be an object/, undefined],
    [/origins must be a list/, { ...good, origins: 'https://lobby.example.com' }],
    [/exact origin/, { ...good, origins: ['*'] }],
    [/exact origin/, { ...good, origins: ['null'] }],
    [/tokens must be set/, { ...good, tokens: undefined }],
    [/tokens must have `secret`, `keys` or `jwks`/, { ...good, tokens: {} }],
    [
      /tokens\.keys must not name the same `kid` twice/,
      {
        ...good,
        tokens: {
          keys: [
            { kid: 'a', secret: SECRET },
            { kid: 'a', secret: SECRET },
          ],
        },
      },
    ],
    [/tokens\.maxAge must be 60 to 900/, { ...good, tokens: { secret: SECRET, maxAge: 3_600 } }],
    [/handles must be/, { ...good, tokens: { jwks: 'https://id.example.com/keys' }, iplaygames: { key: 'k' } }],
    [
      /iplaygames\.returnUrls\.0 must be an absolute https url/,
      { ...good, iplaygames: { key: 'k', returnUrls: ['/after'] } },
    ],
    [/iplaygames\.games\.0 must be the id of a game/, { ...good, iplaygames: { key: 'k', games: ['x'] } }],
    [/public\.0 must be one of/, { ...good, public: ['everything'] }],
    [/limits\.ip\.requests must be 1 or more/, { ...good, limits: { ip: { requests: 0, seconds: 1 } } }],
    [/timeouts\.read must be 100 to 60 000/, { ...good, timeouts: { read: 0 } }],
    [/cache\.storage must be a storage made by unstorage/, { ...good, cache: { storage: {} } }],
  ];
  for (const [expected, config] of cases) assert.match(complaint(config), expected);
});

test('a complaint never repeats a secret', () => {
  const secret = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa';
  assert.doesNotMatch(complaint({ ...good, tokens: { secret }, meshmap: { url: 'x', key: `${secret} ` } }), /aaaa/);
});

test('plain http is taken for services and pages on this machine and in private networks only', () => {
  for (const host of ['localhost:8080', '127.0.0.1:1', '10.0.0.1', 'meshmap', 'meshmap.internal', '[::1]:80']) {
    assert.equal(
      complaint({
        ...good,
        origins: [`http://${host}`.replace(/:80$/, '')],
        meshmap: { url: `http://${host}/api/v1`, key: 'k' },
      }),
      '',
      host,
    );
  }
  for (const host of ['meshmap.example.com', '8.8.8.8', '172.32.0.1'])
    assert.match(complaint({ ...good, origins: [`http://${host}`] }), /origins/);
});

/** Runs the command line in this process. */
async function run(
  args: string[],
  env: Record<string, string> = {},
): Promise<{ code: number | undefined; said: string }> {
  const said: string[] = [];
  const say = (text: string) => void said.push(text);
  const code = await main(args, env, { log: say, error: say });
  return { code, said: said.join('\n') };
}

test('--check against the ten broken configs prints ten different, helpful messages and fails', async () => {
  const messages = new Set<string>();
  for (const [i, [expected, config]] of broken.entries()) {
    const file = join(folder, `${i}.json`);
    writeFileSync(file, JSON.stringify(config));
    const { code, said } = await run(['--check', '--config', file]);
    assert.equal(code, 1);
    assert.match(said, expected);
    messages.add(said);
  }
  assert.equal(messages.size, 10);
});

test('--check of a good config prints what would be served', async () => {
  const { code, said } = await run(['--check'], {
    GS_ORIGINS: 'https://a.example, https://b.example',
    GS_TOKEN_SECRET: SECRET,
    GS_VAIX_KEY: 'k',
    GS_VAIX_CLIENT_ID: 'c',
  });
  assert.equal(code, 0, said);
  assert.match(said, /GET \/vaix\/api\/casino\/game_sessions\/latest/);
  assert.doesNotMatch(said, /meshmap/);
});

test('the environment: beats the file, reads secrets from files, warns about variables that it does not know', async () => {
  const file = join(folder, 'base.json');
  writeFileSync(file, JSON.stringify({ ...good, server: { port: 1 } }));
  writeFileSync(join(folder, 'key'), 'from-a-file\n');
  const { config, server } = readNodeConfig(
    {
      PATH: '/bin',
      GS_PORT: '9000',
      GS_MESHMAP_KEY_FILE: join(folder, 'key'),
      GS_PROXIES: '10.0.0.0/8 fd00::/8',
      GS_IPLAYGAMES_KEY: 'k',
      GS_IPLAYGAMES_GAMES: '17,90417',
    },
    file,
  );
  assert.deepEqual(
    [server.port, config.meshmap?.key, config.client?.proxies, config.iplaygames?.games],
    [9000, 'from-a-file', ['10.0.0.0/8', 'fd00::/8'], ['17', '90417']],
  );
  createGateway(config);
  const foreign = readNodeConfig({ GS_MESHMAP_UR: 'x', GS_SHOP: 'y' });
  assert.match(foreign.warnings.join(' '), /GS_MESHMAP_UR is not a variable .* GS_SHOP is not a variable/);
  for (const [env, expected] of [
    [{ GS_PORT: 'http' }, /server\.port must be a port number/],
    [{ GS_REDIS_URL: '127.0.0.1' }, /server\.redis must be a url/],
    [{ GS_VAIX_KEY_FILE: join(folder, 'none') }, /GS_VAIX_KEY_FILE names a file that cannot be read/],
  ] as const) {
    assert.throws(() => readNodeConfig(env), expected);
  }
  assert.match(
    (await run(['--check', '--config', join(folder, 'nowhere.json')])).said,
    /--config names a file that cannot be read/,
  );
  writeFileSync(file, '{"origins": ["https://');
  assert.match((await run(['--check', '--config', file])).said, /not JSON/);
});

test('as a command of its own: --help, and an unknown option', async () => {
  const command = (...args: string[]) =>
    new Promise<{ code: number; out: string }>((resolve) => {
      execFile(
        process.execPath,
        ['--import', 'tsx', 'src/gateway/node/index.ts', ...args],
        { env: { PATH: process.env.PATH } },
        (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), out: stdout + stderr }),
      );
    });
  const [help, unknown] = await Promise.all([command('--help'), command('--serve')]);
  assert.deepEqual([help.code, unknown.code], [0, 1]);
  assert.match(help.out, /GS_TOKEN_SECRET/);
  assert.match(unknown.out, /--serve/);
});
