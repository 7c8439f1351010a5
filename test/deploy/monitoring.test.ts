/** The alerts and the dashboard ask for metrics, labels and label values that the gateway really exports. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { errorCodes } from '../../src/api/error.js';
import { setup, START } from '../gateway/setup.js';

const folder = fileURLToPath(new URL('../../deploy/', import.meta.url));
const read = (path: string) => readFileSync(folder + path, 'utf8');

/** Labels that Prometheus adds itself, or that a rule makes. */
const ADDED = ['job', 'instance', 'le'];

interface Rule {
  alert: string;
  expr: string;
  labels: { severity: string };
  annotations: { summary: string; action: string };
}
const { groups } = parse(read('prometheus/alerts.yaml')) as { groups: { rules: Rule[] }[] };
const rules = groups.flatMap((group) => group.rules);

interface Panel {
  title: string;
  description: string;
  gridPos: { x: number; y: number; w: number; h: number };
  targets: { expr: string }[];
}
const dashboard = JSON.parse(read('grafana/gateway.json')) as {
  panels: Panel[];
  templating: { list: { name: string; query: string | { query: string } }[] };
};
const variables = dashboard.templating.list.flatMap(({ query }) => (typeof query === 'string' ? [] : query.query));
const expressions = [
  ...rules.map(({ expr }) => expr),
  ...dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
  ...variables,
];

/** Every series name of a text in Prometheus' format, with the labels that were seen on it and their values. */
function seriesOf(text: string): Map<string, Map<string, Set<string>>> {
  const series = new Map<string, Map<string, Set<string>>>();
  for (const line of text.split('\n').filter((one) => one && !one.startsWith('#'))) {
    const [, name = '', labels = ''] = /^(\w+)(?:\{(.*)\})? [\d.e+-]+$/.exec(line) ?? [];
    const known = series.get(name) ?? new Map<string, Set<string>>();
    series.set(name, known);
    for (const [, label = '', value = ''] of labels.matchAll(/(\w+)="([^"]*)"/g)) {
      known.set(label, (known.get(label) ?? new Set()).add(value));
    }
  }
  return series;
}

/** What a gateway exports after it has answered, refused and failed. */
async function exported() {
  const it = setup();
  const token = await it.token();
  await it.ask('/boards/gs_demo?limit=1', { token });
  await it.ask('/boards/gs_demo?limit=1');
  await it.ask(START, { method: 'POST', body: { game_id: 101 }, token });
  await it.ask('/meshmap/apps/game-sessions/none', { token });
  return seriesOf(it.gateway.metrics());
}

const byGateway = await exported();

test('every metric that an alert or the dashboard names is exported, with the labels it is asked by', () => {
  const named = expressions.flatMap((expr) => expr.match(/\bgs_\w+/g) ?? []);
  assert.ok(new Set(named).size >= 6, 'the names were found');
  for (const name of named) assert.ok(byGateway.has(name), `${name} is not exported`);
  for (const expr of expressions) {
    for (const [, name = '', selector = ''] of expr.matchAll(/\b(gs_\w+)\{([^}]*)\}/g)) {
      for (const [, label = ''] of selector.matchAll(/(\w+)\s*[!=]/g)) {
        assert.ok(ADDED.includes(label) || byGateway.get(name)?.has(label), `${name} has no label ${label}`);
      }
    }
    for (const [, labels = ''] of expr.matchAll(/\bby \(([^)]*)\)/g)) {
      for (const label of labels.split(',').map((one) => one.trim())) {
        const somewhere = [...byGateway.values()].some((known) => known.has(label));
        assert.ok(ADDED.includes(label) || somewhere, `nothing has a label ${label}: ${expr}`);
      }
    }
  }
});

test('every exported metric is on the dashboard', () => {
  const shown = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)).join('\n');
  const families = new Set([...byGateway.keys()].map((name) => name.replace(/_(bucket|sum|count)$/, '')));
  for (const family of families) assert.match(shown, new RegExp(`\\b${family}`), `${family} is on no panel`);
});

test('routes and outcomes that are picked out by name exist', () => {
  const outcomes = new Set<string>(['ok', ...errorCodes]);
  const routes = [...(byGateway.get('gs_requests_total')?.get('route') ?? [])];
  assert.ok(routes.includes('startGameSession'), 'the names were found');
  for (const expr of expressions) {
    for (const [, values = ''] of expr.matchAll(/outcome[!=]~?"([^"]+)"/g)) {
      for (const value of values.split('|')) assert.ok(outcomes.has(value), `${value} is no outcome`);
    }
    for (const [, pattern = ''] of expr.matchAll(/route!~"([^"]+)"/g)) {
      assert.match('startGameSession', new RegExp(`^(?:${pattern})$`));
      assert.match('live', new RegExp(`^(?:${pattern})$`));
      assert.doesNotMatch('board', new RegExp(`^(?:${pattern})$`));
    }
  }
});

test('each alert says how bad it is, what happens, and what to do', () => {
  assert.equal(new Set(rules.map(({ alert }) => alert)).size, rules.length);
  for (const { alert, labels, annotations } of rules) {
    assert.match(labels.severity, /^(critical|warning)$/, alert);
    assert.ok(annotations.summary.endsWith('.') && annotations.action.endsWith('.'), alert);
  }
});

test('no two panels of the dashboard overlap, and each is described', () => {
  const taken = new Set<string>();
  for (const { title, description, gridPos } of dashboard.panels) {
    assert.ok(title && description, title);
    assert.ok(gridPos.x + gridPos.w <= 24, `${title} is too far right`);
    for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++) {
      for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
        assert.ok(!taken.has(`${x} ${y}`), `${title} overlaps another`);
        taken.add(`${x} ${y}`);
      }
    }
  }
});

const promtool = spawnSync('promtool', ['--version']).status === 0;
test(
  'each alert fires when it should and not before (promtool)',
  { skip: promtool ? false : 'promtool is not installed (apt-get install prometheus)' },
  () => {
    const tested = parse(read('prometheus/alerts.test.yaml')) as {
      tests: { alert_rule_test: { alertname: string; exp_alerts: unknown[] }[] }[];
    };
    const fired = tested.tests
      .flatMap((one) => one.alert_rule_test.filter(({ exp_alerts }) => exp_alerts.length > 0))
      .map(({ alertname }) => alertname);
    assert.deepEqual([...new Set(fired)].sort(), rules.map(({ alert }) => alert).sort());
    for (const args of [
      ['test', 'rules', 'alerts.test.yaml'],
      ['check', 'config', 'prometheus.yaml'],
    ]) {
      const { status, stdout, stderr } = spawnSync('promtool', args, { cwd: `${folder}prometheus`, encoding: 'utf8' });
      assert.equal(status, 0, stdout + stderr);
    }
  },
);
