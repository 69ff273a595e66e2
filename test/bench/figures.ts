/** What the bench prints: figures of ours beside another's, the design's goal, and whether it holds. Knows no browser. */

export interface Figure {
  readonly title: string;
  readonly unit: 'ms' | 'bytes' | 'per second' | 'MB/s';
  readonly ours: number;
  readonly other: number | undefined;
  readonly goal: Goal | undefined;
}

/** A limit on our own value, or on ours as a part of the other's. */
export interface Goal {
  readonly most: number;
  readonly of: 'value' | 'ratio';
  readonly text: string;
}

/** The design's budgets; all for the page of 8,465 nodes, and latency over loopback. */
export const GOALS = {
  snapshot: { most: 1 / 3, of: 'ratio', text: '≥ 3× faster' },
  slice: { most: 10, of: 'value', text: '≤ 10 ms' },
  snapshotBytes: { most: 0.5, of: 'ratio', text: '≤ 50 %' },
  latencyMedian: { most: 5, of: 'value', text: '≤ 5 ms' },
  latencyP95: { most: 20, of: 'value', text: '≤ 20 ms' },
  reorderBytes: { most: 6 * 1024, of: 'value', text: '≤ 6 KB' },
} as const satisfies Record<string, Goal>;

/** Whether a figure's goal holds; `undefined` where there is none. */
export function holds({ goal, ours, other }: Figure): boolean | undefined {
  if (!goal) return undefined;
  if (goal.of === 'value') return ours <= goal.most;
  return other !== undefined && ours / other <= goal.most;
}

/** One line of the report. */
export function figureLine(figure: Figure): string {
  const { title, unit, ours, other, goal } = figure;
  const ratio = other === undefined || other === 0 ? '' : formatRatio(ours / other);
  const verdict = goal ? `${goal.text}: ${holds(figure) ? 'holds' : 'MISSED'}` : '';
  const theirs = other === undefined ? '' : formatValue(other, unit);
  return `  ${title.padEnd(48)}${formatValue(ours, unit).padStart(12)}${theirs.padStart(13)}${ratio.padStart(9)}   ${verdict}`.trimEnd();
}

/** The line above a group of figures. */
export function headLine(title: string, other: string): string {
  return `\n${title.padEnd(50)}${'ours'.padStart(12)}${other.padStart(13)}${'ratio'.padStart(9)}   goal`;
}

function formatRatio(ratio: number): string {
  return ratio < 0.1 ? `${(ratio * 100).toFixed(1)} %` : `${Math.round(ratio * 100)} %`;
}

function formatValue(value: number, unit: Figure['unit']): string {
  switch (unit) {
    case 'ms':
      return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
    case 'bytes':
      return value < 10_240 ? `${Math.round(value)} B` : `${(value / 1024).toFixed(1)} KB`;
    case 'per second':
      return `${Math.round(value).toLocaleString('en')}/s`;
    case 'MB/s':
      return `${value.toFixed(0)} MB/s`;
  }
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** @param part from 0 to 1 */
export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
  if (value === undefined) throw new Error('nothing was measured');
  return value;
}
