/**
 * Publishes the packages in dist/packages whose version npm does not have yet, and tags the version in git. Run by the release
 * workflow after `npm run build` and `npm run package`; what has been published is left out, so it can be run again.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

function run(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed.`, { cause: error });
}

/** Whether npm has this version. Throws when npm does not say. */
function isPublished(name, version) {
  const { status, stdout, error } = spawnSync('npm', ['view', `${name}@${version}`, 'version', '--json'], {
    cwd: root,
    encoding: 'utf8',
  });
  if (error) throw error;
  const answer = stdout.trim() ? JSON.parse(stdout) : undefined;
  if (status === 0) return answer !== undefined; // a package without this version: no output
  if (answer?.error?.code === 'E404') return false;
  throw new Error(`npm view ${name}@${version} failed: ${stdout}`);
}

for (const folder of readdirSync(`${root}dist/packages`)) {
  const { name, version } = JSON.parse(readFileSync(`${root}dist/packages/${folder}/package.json`, 'utf8'));
  if (isPublished(name, version)) {
    console.log(`${name} ${version} is published already.`);
    continue;
  }
  run('npm', ['publish', `./dist/packages/${folder}`, '--access', 'public', '--provenance']);
}
// Its line "New tag:" makes changesets/action write a release on GitHub.
run(process.execPath, [`${root}node_modules/@changesets/cli/bin.js`, 'tag']);
