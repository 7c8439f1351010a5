/** A tournament of six minutes, from its countdown to its result, again and again while the demo runs. */
import type { Sandbox } from '../src/mock/sandbox/index.js';

const SESSION = 'gs_sprint';
const PLAYERS = `https://sandbox.example/meshmap/api/v1/apps/game-sessions/${SESSION}/players`;

/** Milliseconds. */
const COUNTDOWN = 40_000;
const PLAY = 4 * 60_000;
const RESULT = 80_000;

/** Has the cup played in the sandbox from now on, by nine others and by the player of the demo. */
export async function runCup(sandbox: Sandbox): Promise<void> {
  const send = (method: string, url: string, body: object) =>
    sandbox.fetch(url, {
      method,
      headers: { 'x-app-api-key': sandbox.keys.meshmap, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const begin = async () => {
    const startTime = sandbox.now() + COUNTDOWN;
    sandbox.setSession(SESSION, { name: 'Pier cup', status: 'ACTIVE', startTime, endTime: startTime + PLAY });
    await send('PATCH', `${PLAYERS}/pl_you`, { score: 0 });
  };
  await send('POST', PLAYERS, { playerId: 'pl_you' });
  await begin();
  setInterval(() => void begin(), COUNTDOWN + PLAY + RESULT).unref();
}
