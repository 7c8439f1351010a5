/** The settings in deploy/ are what a gateway takes: each file's variables start one, and what asks it gets an answer. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';
import { main, serve } from '../../src/gateway/node/index.js';

const folder = fileURLToPath(new URL('../../deploy/', import.meta.url));
const read = (path: string) => readFileSync(folder + path, 'utf8');

type Env = Record<string, string>;

/** Lines `NAME=value`, as Docker and systemd read them. */
const envFile = (text: string): Env =>
  Object.fromEntries([...text.matchAll(/^([A-Z]\w*)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]));

/** What an operator fills in where the example is empty. */
const SECRETS: Env = {
  GS_TOKEN_SECRET: 'a-secret-for-the-example-0123456789',
  GS_MESHMAP_KEY: 'key-of-meshmap',
  GS_IPLAYGAMES_KEY: 'key-of-iplaygames',
  GS_VAIX_KEY: 'key-of-vaix',
  GS_VAIX_CLIENT_ID: 'lobby',
};
const filled = (env: Env): Env =>
  Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value || (SECRETS[name] ?? '')]));

async function check(env: Env): Promise<string> {
  const said: string[] = [];
  const say = { log: (text: string) => said.push(text), error: (text: string) => said.push(text) };
  const code = await main(['--check'], env, say);
  assert.equal(code, 0, said.join('\n'));
  return said.join('\n');
}

const example = filled(envFile(read('gateway.env.example')));

interface Resource {
  kind: string;
  metadata: { name: string };
  data?: Env;
  spec?: Record<string, unknown>;
}
const resources = parseAllDocuments(read('kubernetes.yaml')).map((one) => one.toJS() as Resource);
const find = (kind: string, name: string) => {
  const found = resources.find((one) => one.kind === kind && one.metadata.name === name);
  assert.ok(found, `${kind} ${name}`);
  return found;
};

interface Probe {
  httpGet: { path: string; port: string };
}
interface Container {
  ports: { name: string; containerPort: number }[];
  startupProbe: Probe;
  readinessProbe: Probe;
  livenessProbe: Probe;
  envFrom: { configMapRef?: { name: string } }[];
}
interface Pods {
  replicas: number;
  selector: { matchLabels: Env };
  template: {
    metadata: { labels: Env; annotations: Env };
    spec: { terminationGracePeriodSeconds: number; containers: [Container] };
  };
}
const pods = find('Deployment', 'gs-gateway').spec as unknown as Pods;
const [container] = pods.template.spec.containers;
const portOf = (name: string) => container.ports.find((one) => one.name === name)?.containerPort;

test('the example of an environment file, filled in, is a right config for all three services', async () => {
  const said = await check(example);
  for (const service of ['meshmap', 'iplaygames', 'vaix']) assert.ok(said.includes(`/${service}/`), service);
});

test('what the example leaves out is said to be missing', async () => {
  const said: string[] = [];
  const say = { log: () => undefined, error: (text: string) => void said.push(text) };
  assert.equal(await main(['--check'], { ...example, GS_MESHMAP_KEY: '' }, say), 1);
  assert.match(said.join('\n'), /meshmap\.key/);
});

test('Kubernetes: the ConfigMap with the secrets is a right config, and every port is the one that is listened on', async () => {
  const config = find('ConfigMap', 'gs-gateway').data ?? {};
  assert.ok(container.envFrom.some(({ configMapRef }) => configMapRef?.name === 'gs-gateway'));
  await check({ ...config, GS_TOKEN_SECRET: SECRETS.GS_TOKEN_SECRET ?? '', GS_MESHMAP_KEY: 'key' });
  assert.equal(portOf('http'), Number(config.GS_PORT ?? 8787));
  assert.equal(portOf('metrics'), Number(config.GS_METRICS_PORT));
  assert.equal(pods.template.metadata.annotations['prometheus.io/port'], config.GS_METRICS_PORT);
  assert.equal(new URL(config.GS_REDIS_URL ?? '').hostname, find('Service', 'gs-redis').metadata.name);
});

test('Kubernetes: the probes ask for paths that a running gateway answers', async () => {
  const gateway = await serve(
    {
      origins: ['https://lobby.example.com'],
      public: ['scores.read'],
      meshmap: { url: 'https://m.example', key: 'k' },
    },
    { host: '127.0.0.1', port: 0 },
  );
  try {
    for (const probe of [container.startupProbe, container.readinessProbe, container.livenessProbe]) {
      const { path, port } = probe.httpGet;
      assert.equal(port, 'http');
      assert.equal((await fetch(`http://127.0.0.1:${gateway.port}${path}`)).status, 200, path);
    }
    assert.equal(container.readinessProbe.httpGet.path, '/readyz');
  } finally {
    await gateway.close();
  }
});

test('Kubernetes: two gateways, and time enough to drain before they are killed', () => {
  assert.equal(pods.replicas, 2);
  const drain = Number(find('ConfigMap', 'gs-gateway').data?.GS_DRAIN_SECONDS);
  assert.ok(drain >= 5);
  assert.ok(
    pods.template.spec.terminationGracePeriodSeconds >= drain + 10 + 5,
    'ten seconds of draining and some more',
  );
});

test('Kubernetes: whatever selects pods selects pods that are there', () => {
  const labels = resources
    .filter(({ kind }) => kind === 'Deployment')
    .map(({ spec }) => (spec as unknown as Pods).template.metadata.labels);
  for (const { kind, metadata, spec } of resources) {
    const selector = spec?.selector as (Env & { matchLabels?: Env }) | undefined;
    if (!selector) continue;
    const wanted = Object.entries(selector.matchLabels ?? selector);
    assert.ok(
      labels.some((all) => wanted.every(([name, value]) => all[name] === value)),
      `${kind} ${metadata.name} selects nothing`,
    );
  }
});

test('systemd: the unit starts the program of the package with the file that the example is copied to', () => {
  const unit = read('gs-gateway.service');
  const started = [...unit.matchAll(/^ExecStart(?:Pre)?=\/usr\/bin\/env (\S+)(.*)$/gm)];
  assert.deepEqual(
    started.map(([, program, args]) => [program, args]),
    [
      ['gs-gateway', ' --check'],
      ['gs-gateway', ''],
    ],
  );
  assert.match(unit, /^EnvironmentFile=\/etc\/gs-gateway\.env$/m);
  assert.ok(read('gateway.env.example').includes('/etc/gs-gateway.env'));
  assert.ok(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1]) >= 15, 'ten seconds of draining and some more');
});

const analyze = spawnSync('systemd-analyze', ['--version']).status === 0;
test(
  'systemd: the unit is well-formed, and little is open to what it runs',
  { skip: analyze ? false : 'systemd-analyze is not on this machine' },
  () => {
    const unit = `${folder}gs-gateway.service`;
    const verified = spawnSync('systemd-analyze', ['verify', unit], { encoding: 'utf8' });
    assert.equal(verified.stderr, '');
    assert.equal(verified.status, 0);
    const { stdout } = spawnSync('systemd-analyze', ['security', '--offline=true', '--no-pager', unit], {
      encoding: 'utf8',
    });
    assert.ok(Number(/Overall exposure level for \S+: ([\d.]+)/.exec(stdout)?.[1]) < 2.5, stdout.slice(-200));
  },
);
