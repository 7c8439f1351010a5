/** Counters in the text format of Prometheus. Labels are route templates and words of ours, so their number is bounded. */

/** Upper bounds of the duration buckets, in seconds. */
const BUCKETS = [0.001, 0.005, 0.025, 0.1, 0.5, 1, 3, 10];

export class Metrics {
  readonly #counts = new Map<string, number>();
  readonly #gauges = new Map<string, () => number>();
  readonly #durations = new Map<string, { buckets: number[]; sum: number; count: number }>();

  /** Adds one. @param name with its labels: `gs_requests_total{route="…",status="200"}` */
  add(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  /** A value that is read when somebody looks. */
  gauge(name: string, read: () => number): void {
    this.#gauges.set(name, read);
  }

  /** One duration in seconds. @param labels `route="…"` */
  time(labels: string, seconds: number): void {
    let entry = this.#durations.get(labels);
    if (!entry) this.#durations.set(labels, (entry = { buckets: BUCKETS.map(() => 0), sum: 0, count: 0 }));
    entry.sum += seconds;
    entry.count++;
    for (let i = BUCKETS.length - 1; i >= 0 && seconds <= BUCKETS[i]; i--) entry.buckets[i]++;
  }

  /** Everything as text. */
  render(): string {
    const lines: string[] = [];
    const typed = new Set<string>();
    const type = (name: string, kind: string) => {
      const family = name.replace(/\{.*/s, '');
      if (!typed.has(family)) lines.push(`# TYPE ${family} ${kind}`);
      typed.add(family);
    };
    for (const [name, value] of [...this.#counts].sort()) {
      type(name, 'counter');
      lines.push(`${name} ${value}`);
    }
    for (const [name, read] of this.#gauges) {
      type(name, 'gauge');
      lines.push(`${name} ${read()}`);
    }
    const duration = 'gs_request_duration_seconds';
    if (this.#durations.size > 0) type(duration, 'histogram');
    for (const [labels, { buckets, sum, count }] of this.#durations) {
      BUCKETS.forEach((le, i) => lines.push(`${duration}_bucket{${labels},le="${le}"} ${buckets[i]}`));
      lines.push(
        `${duration}_bucket{${labels},le="+Inf"} ${count}`,
        `${duration}_sum{${labels}} ${sum}`,
        `${duration}_count{${labels}} ${count}`,
      );
    }
    return `${lines.join('\n')}\n`;
  }
}
