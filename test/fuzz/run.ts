/**
 * Feeds the readers, the ranking, the lists that arrive in parts, the messages of games, the gateway and the play of games with
 * generated cases.
 *   npm run fuzz [-- <target …>] [--cases 10000] [--seed 1]
 *   npm run fuzz -- play --browser chromium|firefox [--swipes 500] [--scores 0] [--seed 1]
 *     a walk through the built elements (dist/) of so many swipes, and until so many scores were sent
 * The seeds of seeds.json are run as well: each once found a fault. A failure prints the line that belongs there.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { gateway } from './gateway.js';
import { hostMessages } from './host-messages.js';
import { play } from './play.js';
import { ranking } from './ranking.js';
import { readers } from './readers.js';
import { streamedLists } from './streamed-lists.js';
import type { WalkOptions } from '../support/browser-walk.js';
import type { Target } from './target.js';

/** The longest first: they run side by side. */
export const targets: readonly Target[] = [gateway, streamedLists, play, readers, hostMessages, ranking];

/** What a run starts from. The same seed makes the same cases. */
interface Seed {
  readonly seed: number;
  /** Of the one case to run, as the failure says, as long as the target generates the same cases; without it all of the seed are run. */
  readonly path?: string;
  /** What was found with it. */
  readonly found: string;
}

/** By target. */
export const seeds = JSON.parse(readFileSync(new URL('./seeds.json', import.meta.url), 'utf8')) as Record<
  string,
  readonly Seed[]
>;

/** Undefined when the property held for every case, else what to read, and how to see it again. */
export async function fuzz(
  target: Target,
  cases: number,
  { seed, path }: Pick<Seed, 'seed' | 'path'>,
): Promise<string | undefined> {
  const details = await fc.check(target.property, { numRuns: path ? 1 : cases, seed, path, verbose: 0 });
  if (!details.failed) return undefined;
  return `${fc.defaultReportMessage(details)}\n${String(details.errorInstance)}\n\nAgain: npm run fuzz -- ${target.name} --seed ${seed} --cases ${cases}`;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      cases: { type: 'string', default: '10000' },
      seed: { type: 'string' },
      browser: { type: 'string' },
      swipes: { type: 'string', default: '500' },
      scores: { type: 'string', default: '0' },
    },
  });
  const unknown = positionals.find((name) => !targets.some((target) => target.name === name));
  if (unknown) {
    console.error(
      `There is no target "${unknown}": say ${targets.map(({ name }) => name).join(', ')}, or nothing for all.`,
    );
    return 1;
  }
  if (values.browser) {
    const { browser, seed } = values;
    return walkInBrowser(browser, {
      seed: freshSeed(seed),
      swipes: Number(values.swipes),
      scores: Number(values.scores),
    });
  }
  const names = positionals.length > 0 ? positionals : targets.map(({ name }) => name);
  if (names.length > 1) return runSideBySide(names, values);
  const cases = Number(values.cases);
  let failed = 0;
  for (const target of targets.filter(({ name }) => names.includes(name))) {
    const fresh = freshSeed(values.seed);
    const kept = values.seed === undefined ? (seeds[target.name] ?? []) : [];
    for (const one of [...kept, { seed: fresh }]) {
      const started = performance.now();
      const failure = await fuzz(target, cases, one);
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      console.log(
        `${failure ? '✖' : '✔'} ${target.name}: ${'path' in one ? 1 : cases} cases, seed ${one.seed}, ${seconds} s`,
      );
      if (failure) console.error(failure);
      if (failure) failed++;
    }
  }
  return failed ? 1 : 0;
}

const freshSeed = (seed: string | undefined): number =>
  seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(seed);

/** The walk of `play` in a real browser. The seed decides its steps; when answers arrive depends on the machine, too. */
async function walkInBrowser(name: string, options: WalkOptions): Promise<number> {
  const { walk } = await import('../support/browser-walk.js');
  const { openBrowser } = await import('../support/demo.js');
  const browser = await openBrowser(name === 'firefox' ? 'firefox' : 'chrome');
  const { seed, swipes, scores } = options;
  const what = `play in ${name}: seed ${seed}`;
  const started = performance.now();
  try {
    const report = await walk(browser, options);
    console.log(`✔ ${what}, ${((performance.now() - started) / 1000).toFixed(1)} s`, report);
    return 0;
  } catch (error) {
    console.error(
      `✖ ${what}\n${String(error)}\n\nAgain: npm run fuzz -- play --browser ${name} --seed ${seed} --swipes ${swipes} --scores ${scores}`,
    );
    return 1;
  } finally {
    await browser.close();
  }
}

/** Runs each target in a process of its own, as many at a time as there are processors. */
async function runSideBySide(
  names: readonly string[],
  { cases, seed }: { readonly cases: string; readonly seed?: string },
): Promise<number> {
  const queue = targets.filter(({ name }) => names.includes(name));
  let failed = 0;
  const work = async () => {
    for (let target = queue.shift(); target; target = queue.shift()) {
      const own = [
        '--cases',
        `${Math.ceil(Number(cases) * (target.share ?? 1))}`,
        ...(seed === undefined ? [] : ['--seed', seed]),
      ];
      const args = [...process.execArgv, fileURLToPath(import.meta.url), target.name, ...own];
      const [code] = (await once(spawn(process.execPath, args, { stdio: 'inherit' }), 'close')) as [number | null];
      if (code !== 0) failed++;
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return failed ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = await main();
