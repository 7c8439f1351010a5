/** docs/tokens.md: every recipe that this machine can run makes a token that a gateway takes, and the tables are true. */
import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { decodeJwt, decodeProtectedHeader, SignJWT, type JWTPayload } from 'jose';
import { ALL_SCOPES, HISTORY, PAGE, SECRET, setup, START, TestClock } from '../gateway/setup.js';

const page = readFileSync(new URL('../../docs/tokens.md', import.meta.url), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'gs-tokens-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** The code below a marker. */
function recipe(name: string): string {
  const code = new RegExp(`<!-- recipe: ${name} -->\\n+\`\`\`\\w+\\n(.*?)\`\`\``, 's').exec(page)?.[1];
  assert.ok(code, `docs/tokens.md has a recipe for ${name}`);
  return code;
}

interface Language {
  readonly name: string;
  /** A command that ends with 0 where the language can be run. */
  readonly probe: readonly string[];
  /** Files by name: the recipe, and what calls it with a player of three arguments and prints the answer. */
  readonly files: () => Record<string, string>;
  readonly run: readonly (readonly string[])[];
}

const languages: readonly Language[] = [
  {
    name: 'node',
    probe: [process.execPath, '--version'],
    files: () => ({
      'token.mjs': `${recipe('node')}
const [id, currency, country] = process.argv.slice(2);
console.log(JSON.stringify(gsToken({ id, currency, country })));`,
    }),
    run: [[process.execPath, 'token.mjs']],
  },
  {
    name: 'python',
    probe: ['python3', '--version'],
    files: () => ({
      'token_recipe.py': `${recipe('python')}
import sys
print(json.dumps(gs_token(dict(zip(["id", "currency", "country"], sys.argv[1:])))))`,
    }),
    run: [['python3', 'token_recipe.py']],
  },
  {
    name: 'php',
    probe: ['php', '--version'],
    files: () => ({
      'token.php': `${recipe('php')}
echo json_encode(gs_token(['id' => $argv[1], 'currency' => $argv[2], 'country' => $argv[3]]));`,
    }),
    run: [['php', 'token.php']],
  },
  {
    name: 'java',
    probe: ['javac', '-version'],
    files: () => ({
      'GsToken.java': recipe('java'),
      'Main.java': `public class Main {
  public static void main(String[] a) throws Exception {
    System.out.println(GsToken.answer(a[0], a[1], a[2], System.getenv("GS_TOKEN_SECRET")));
  }
}`,
    }),
    run: [
      ['javac', '-encoding', 'UTF-8', 'GsToken.java', 'Main.java'],
      ['java', '-Dsun.jnu.encoding=UTF-8', 'Main'],
    ],
  },
  {
    name: 'go',
    probe: ['go', 'version'],
    files: () => ({
      'token.go': recipe('go'),
      'main.go': `package main
import ("encoding/json"; "os")
func main() {
  token, err := gsToken(Player{os.Args[1], os.Args[2], os.Args[3]}, os.Getenv("GS_TOKEN_SECRET"))
  if err != nil { panic(err) }
  json.NewEncoder(os.Stdout).Encode(token)
}`,
    }),
    run: [['go', 'run', 'token.go', 'main.go']],
  },
  { name: 'csharp', probe: ['dotnet', '--version'], files: () => ({}), run: [] },
];

const runs = promisify(execFile);

/** What the recipe answers for a player. */
async function answerOf(language: Language, player: readonly string[]): Promise<{ token: string; expiresAt: string }> {
  for (const [name, code] of Object.entries(language.files())) writeFileSync(join(folder, name), code);
  let printed = '';
  for (const [i, [command = '', ...args]] of language.run.entries()) {
    const last = i === language.run.length - 1;
    const { stdout } = await runs(command, last ? [...args, ...player] : args, {
      cwd: folder,
      env: { ...process.env, GS_TOKEN_SECRET: SECRET, LC_ALL: 'C.UTF-8', GOFLAGS: '-mod=mod', GO111MODULE: 'off' },
    });
    printed = stdout;
  }
  return JSON.parse(printed) as { token: string; expiresAt: string };
}

const present = ({ probe: [command = '', ...args] }: Language) => spawnSync(command, args).status === 0;
const now = () => setup({ clock: new TestClock(Date.now()) });

for (const language of languages) {
  const skip = language.run.length === 0 ? 'by text only' : present(language) ? false : 'not on this machine';
  test(`${language.name}: the token plays a game, reads a board and its own history`, { skip }, async () => {
    const player = ['pl_you "quoted" \\ ünï 🦊', 'EUR', 'MT'];
    const { token, expiresAt } = await answerOf(language, player);
    const it = now();
    assert.equal((await it.ask('/boards/gs_demo?limit=1', { token })).status, 200);
    assert.equal((await it.ask(HISTORY, { token })).status, 200);
    const started = await it.ask(START, { method: 'POST', body: { game_id: 101 }, token });
    assert.equal(started.status, 201, started.text);
    const asked = JSON.parse(it.sent.find(({ method }) => method === 'POST')?.body ?? '') as Record<string, unknown>;
    assert.deepEqual([asked.player_id, asked.currency, asked.country_code], player);
    assert.equal((await it.ask('/boards/gs_demo?limit=1', { token, origin: 'https://other.example' })).status, 403);

    const { exp = 0, iat = 0, jti } = decodeJwt(token);
    assert.equal(exp - iat, 900);
    assert.equal(Date.parse(expiresAt), exp * 1000);
    assert.deepEqual(decodeProtectedHeader(token), { alg: 'HS256', typ: 'JWT' });
    if (language.name === 'node') assert.notEqual(jti, decodeJwt((await answerOf(language, player)).token).jti);
  });
}

test('all recipes sign the same claims', () => {
  for (const { name } of languages) {
    const code = recipe(name).replaceAll('"', "'");
    for (const claim of ['sub', 'cur', 'cc', 'org', 'scp', 'jti', 'iat', 'exp']) {
      assert.match(code, new RegExp(`\\b${claim}\\b`), `${name}: ${claim}`);
    }
    assert.ok(code.includes("'sessions.read', 'scores.read', 'game.play:self', 'history.read:self'"), name);
  }
});

/** Lines of the first table below a heading, as cells. */
function table(heading: string): string[][] {
  const lines = page.slice(page.indexOf(`## ${heading}`)).split('\n');
  const first = lines.findIndex((line) => line.startsWith('| -'));
  const rows = lines.slice(first + 1);
  return rows
    .slice(
      0,
      rows.findIndex((line) => !line.startsWith('|')),
    )
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

type Setup = ReturnType<typeof now>;
const sign = (claims: JWTPayload, secret = SECRET) =>
  new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(new TextEncoder().encode(secret));

/** A full set of claims, with what is changed. */
function claims(it: Setup, change: Record<string, unknown> = {}): JWTPayload {
  const iat = Math.floor((it.config.clock?.now() ?? 0) / 1000);
  const all = { sub: 'pl_you', cur: 'EUR', cc: 'MT', org: [PAGE], scp: [...ALL_SCOPES], res: ['gs_demo'], jti: 'a' };
  const fs = [{ id: 'welcome', count: 10, bet: '0.50' }];
  return { ...all, fs, iat, exp: iat + 900, ...change };
}

test('the table of claims says of each whether a token is taken without it', async () => {
  const rows = table('What is in it');
  const names = rows.map(([name = '']) => name.replaceAll('`', ''));
  assert.deepEqual([...names].sort(), Object.keys(claims(now())).sort());
  for (const [i, [, required = '']] of rows.entries()) {
    const name = names[i] ?? '';
    const it = now();
    const token = await sign(claims(it, { [name]: undefined }));
    const board = await it.ask('/boards/gs_demo?limit=1', { token });
    const start = await it.ask(START, { method: 'POST', body: { game_id: 101 }, token });
    assert.equal(board.status, required === 'yes' ? 401 : 200, `${name}: ${board.text}`);
    const starts = required.startsWith('no') ? 201 : required === 'yes' ? 401 : name === 'sub' ? 403 : 400;
    assert.equal(start.status, starts, `${name}: ${start.text}`);
    // a claim without a value is left out, not null
    const empty = await sign(claims(now(), { [name]: null }));
    assert.equal((await now().ask('/boards/gs_demo?limit=1', { token: empty })).status, 401, `${name}: null`);
  }
});

test('the messages that the page explains are the ones that the gateway answers', async () => {
  const it = now();
  const iat = Math.floor(Date.now() / 1000);
  const ask = async (change: Record<string, unknown>, origin = PAGE, secret = SECRET) => {
    const answer = await it.ask(HISTORY, { token: await sign(claims(it, change), secret), origin });
    return `${answer.status} "${(answer.json.error as { message: string }).message}"`;
  };
  const answered = [
    await ask({}, PAGE, `${SECRET}\n`),
    await ask({ iat: iat - 1000, exp: iat - 100 }),
    await ask({ jti: undefined }),
    await ask({ exp: iat + 1000 }),
    await ask({ org: ['https://www.lobby.example.com'] }),
    await ask({ scp: [] }),
    await ask({ sub: undefined }),
  ];
  const explained = table('When it does not work').map(([answer = '']) => answer.replace('…', 'history.read:self.'));
  assert.deepEqual(answered, explained);
});
