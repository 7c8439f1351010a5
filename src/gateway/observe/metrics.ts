/** Metrics in the text format of Prometheus. Labels are route templates and constants, so their number is bounded. */

/** Upper bounds of the duration buckets, in seconds. */
const BUCKETS = [0.001, 0.005, 0.025, 0.1, 0.5, 1, 3, 10];

/** A counter. */
export interface Counter {
  value: number;
}

/** A histogram of durations. */
export interface Histogram {
  readonly buckets: number[];
  sum: number;
  count: number;
}

/** Adds one duration in seconds. */
export function observe(histogram: Histogram, seconds: number): void {
  histogram.sum += seconds;
  histogram.count++;
  for (let i = BUCKETS.length - 1; i >= 0 && seconds <= BUCKETS[i]; i--) histogram.buckets[i]++;
}

export class Metrics {
  readonly #counters = new Map<string, Counter>();
  readonly #gauges = new Map<string, () => number>();
  readonly #histograms = new Map<string, Histogram>();

  /** Finds or creates a counter. @param name with its labels: `gs_requests_total{route="…",status="200"}` */
  counter(name: string): Counter {
    let counter = this.#counters.get(name);
    if (!counter) this.#counters.set(name, (counter = { value: 0 }));
    return counter;
  }

  /** A value that is read at each scrape. */
  gauge(name: string, read: () => number): void {
    this.#gauges.set(name, read);
  }

  /** Durations of requests. @param labels `route="…"` */
  histogram(labels: string): Histogram {
    let histogram = this.#histograms.get(labels);
    if (!histogram) this.#histograms.set(labels, (histogram = { buckets: BUCKETS.map(() => 0), sum: 0, count: 0 }));
    return histogram;
  }

  /** All metrics as text. */
  render(): string {
    const lines: string[] = [];
    const typed = new Set<string>();
    const add = (name: string, kind: string, value: number) => {
      const family = name.replace(/\{.*/s, '');
      if (!typed.has(family)) lines.push(`# TYPE ${family} ${kind}`);
      typed.add(family);
      lines.push(`${name} ${value}`);
    };
    for (const [name, { value }] of [...this.#counters].sort(([a], [b]) => (a < b ? -1 : 1)))
      add(name, 'counter', value);
    for (const [name, read] of this.#gauges) add(name, 'gauge', read());
    const family = 'gs_request_duration_seconds';
    if (this.#histograms.size > 0) lines.push(`# TYPE ${family} histogram`);
    for (const [labels, { buckets, sum, count }] of this.#histograms) {
      BUCKETS.forEach((le, i) => lines.push(`${family}_bucket{${labels},le="${le}"} ${buckets[i]}`));
      lines.push(`${family}_bucket{${labels},le="+Inf"} ${count}`, `${family}_sum{${labels}} ${sum}`);
      lines.push(`${family}_count{${labels}} ${count}`);
    }
    return `${lines.join('\n')}\n`;
  }
}
