import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { connect, type Connection, type ConnectionSettings } from '../../src/live/connection.js';
import { iplaygames } from '../../src/api/iplaygames/index.js';
import { GameRun } from '../../src/play/game-run.js';
import { OpenSessions } from '../../src/play/open-sessions.js';
import type { PlayPage } from '../../src/play/page.js';
import { Protection } from '../../src/play/protection.js';
import type { RunHost } from '../../src/play/run-host.js';
import { SessionService } from '../../src/play/session-service.js';
import { Device } from './support.js';

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
/** @param life seconds; one of less than half a minute is renewed at each request */
const tokenOf = (sub: string, life = 3600) =>
  `${base64url({ alg: 'HS256' })}.${base64url({ sub, iat: 0, exp: life })}.x`;

const GATEWAY: ConnectionSettings = { gateway: 'https://gateway.test', currency: 'EUR' };
const DIRECT: ConnectionSettings = {
  iplaygamesUrl: 'https://vendor.test',
  iplaygamesKey: 'key-one',
  insecureKeys: true,
  playerId: 'pl_one',
  currency: 'EUR',
  countryCode: 'MT',
  playerIp: '203.0.113.1',
};

/** Answers as gateway and vendor do, and notes what was sent with whose credentials. */
function setup() {
  const device = new Device();
  const sent: string[] = [];
  const state = { token: tokenOf('pl_one'), refusals: 0 };
  let count = 0;
  const reply = (data: unknown, status = 200) =>
    new Response(JSON.stringify(data), { status, headers: { 'content-type': 'application/json' } });
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const { pathname, host } = new URL(input as string);
    const headers = new Headers(init?.headers);
    const credential = headers.get('authorization')?.slice('Bearer '.length) ?? headers.get('x-api-key') ?? '';
    await Promise.resolve();
    if (state.refusals-- > 0) return reply({ success: false }, 401);
    sent.push(`${host} ${pathname.split('/').slice(-2).join(' ')} ${whose(credential)}`);
    if (!pathname.endsWith('start')) return reply({ success: true, data: { status: 'closed' } });
    return reply({ success: true, data: { session_id: `s${++count}`, game_url: `https://game.test/s${count}` } }, 201);
  };
  const shared = { storage: device.storage, clock: device.clock };
  const page: PlayPage = {
    ...shared,
    sessions: new OpenSessions(shared),
    protectionOf: ({ address, player }) => new Protection(`${address} ${player}`, shared),
  };
  const open = (settings: ConnectionSettings) => {
    const host = {
      connection: connect({ ...settings, fetch }),
      language: 'en',
      runSettings: { realityCheck: 0, breakAfter: 0, breakDuration: 0, target: 'inline' },
      placeOf: () => 'here',
      frameOf: () => undefined,
      runChanged: () => undefined,
      runEvent: () => true,
      runFailed: (_run: unknown, error: Error) => void failures.push(error.message),
      revealRun: () => undefined,
      warn: () => undefined,
    };
    const failures: string[] = [];
    const run = new GameRun(host as unknown as RunHost, 'game', page);
    /** What the element does when its provider has other settings. */
    const change = (connection: Connection) => {
      host.connection = connection;
      run.connectionChanged();
    };
    const play = async () => {
      await run.launch({ gameId: '101' });
      run.frameIs('ready');
      assert.equal(run.phase, 'playing', failures.join());
    };
    return { host, run, change, play };
  };
  const quiet = () => new Promise((resolve) => setImmediate(resolve));
  return { sent, state, open, fetch, page, quiet };
}

const whose = (credential: string) => {
  const body = credential.split('.')[1];
  return body ? (JSON.parse(Buffer.from(body, 'base64url').toString()) as { sub: string }).sub : credential;
};

suite('whose session it is', () => {
  const others: [string, ConnectionSettings, Partial<ConnectionSettings>, string][] = [
    ['another player-id', DIRECT, { playerId: 'pl_two' }, 'vendor.test s1 end key-one'],
    ['another currency', DIRECT, { currency: 'SEK' }, 'vendor.test s1 end key-one'],
    ['another service', DIRECT, { iplaygamesUrl: 'https://other.test' }, 'vendor.test s1 end key-one'],
    ['another account at the same service', DIRECT, { iplaygamesKey: 'key-two' }, 'vendor.test s1 end key-one'],
    [
      'a token of another player',
      { ...GATEWAY, token: tokenOf('pl_one') },
      { token: tokenOf('pl_two') },
      'gateway.test s1 end pl_one',
    ],
    [
      'an opaque token in place of another',
      { ...GATEWAY, token: 'opaque-1' },
      { token: 'opaque-2' },
      'gateway.test s1 end opaque-1',
    ],
    [
      'another gateway',
      { ...GATEWAY, token: tokenOf('pl_one') },
      { gateway: 'https://other.test' },
      'gateway.test s1 end pl_one',
    ],
  ];
  for (const [what, settings, change, end] of others) {
    test(`${what} ends what was open, where and as whom it was started`, async () => {
      const { sent, open, fetch, quiet, page } = setup();
      const one = open(settings);
      await one.play();
      one.change(connect({ ...settings, ...change, fetch }, one.host.connection));
      await quiet();
      assert.equal(sent.at(-1), end);
      assert.deepEqual([one.run.phase, one.run.session, page.sessions.all], ['poster', undefined, []]);
    });
  }

  const renewals: [string, ConnectionSettings, Partial<ConnectionSettings>][] = [
    ['a renewed token', { ...GATEWAY, token: tokenOf('pl_one') }, { token: tokenOf('pl_one', 7200) }],
    ['another language', DIRECT, { locale: 'sv' }],
    ['another service of games’ history', DIRECT, { vaixUrl: 'https://vaix.test', vaixKey: 'v' }],
  ];
  for (const [what, settings, change] of renewals) {
    test(`${what} of the same player lets the game go on`, async () => {
      const { sent, open, fetch, quiet } = setup();
      const one = open(settings);
      await one.play();
      one.change(connect({ ...settings, ...change, fetch }, one.host.connection));
      await quiet();
      assert.deepEqual([one.run.phase, sent.length], ['playing', 1]);
    });
  }

  test('a renewal that brings another player ends the game with the token of the one who started it', async () => {
    const { sent, state, open, fetch, quiet } = setup();
    const settings = { ...GATEWAY, getToken: () => state.token };
    state.token = tokenOf('pl_one', 20);
    const one = open(settings);
    await one.play();
    one.host.connection.tokens!.onOtherPlayer(() => one.change(connect({ ...settings, fetch })));
    state.token = tokenOf('pl_two');
    await one.host.connection
      .service(iplaygames)!
      .getGameSessionStatus('s1')
      .catch(() => undefined);
    await quiet();
    assert.deepEqual(sent.slice(1), ['gateway.test s1 end pl_one']);
    assert.equal(one.run.phase, 'poster');
  });

  test('by the token alone, a session is written down for the player of the token', async () => {
    const { open, page } = setup();
    const one = open({ ...GATEWAY, getToken: () => tokenOf('pl_one') });
    await one.play();
    assert.deepEqual(
      page.sessions.all.map(({ player }) => player),
      ['pl_one'],
    );
  });

  test('an end whose token cannot be renewed is sent with the old one', async () => {
    const { sent, state, fetch } = setup();
    const service = new SessionService(connect({ ...GATEWAY, token: tokenOf('pl_one'), fetch }));
    await service.prepareEnd('game', 's1');
    state.refusals = 1;
    await service.end('game', 's1');
    assert.deepEqual(sent, ['gateway.test s1 end pl_one']);
  });
});
