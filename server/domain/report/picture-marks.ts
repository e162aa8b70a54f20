/** Pixels from the top left. */
export type Point = readonly [x: number, y: number];

/** How a mark looks: CSS colours, opacity 0-1, lengths in pixels. */
export type MarkStyle = Readonly<{
  fill: string;
  fillOpacity?: number;
  stroke?: string;
  strokeWidth?: number;
  dash?: readonly [drawn: number, left: number];
  isRound?: boolean;
}>;

/** One table for every paper a picture is put on. */
export const MARK_STYLES = {
  paper: { fill: '#fff' },
  line: { fill: 'none', stroke: '#4e5969', strokeWidth: 2 },
  /** Ways of many days over each other. */
  faint: { fill: 'none', stroke: '#86909c', strokeWidth: 0.8 },
  gap: { fill: 'none', stroke: '#86909c', strokeWidth: 1.5, dash: [2, 6] },
  marked: { fill: 'none', stroke: '#d4380d', strokeWidth: 4, isRound: true },
  own: { fill: '#1456f0', fillOpacity: 0.12, stroke: '#1456f0' },
  other: { fill: '#d9730d', fillOpacity: 0.12, stroke: '#d9730d' },
  ring: { fill: 'none', stroke: '#d4380d', strokeWidth: 2.5 },
  zone: { fill: '#00b42a', fillOpacity: 0.05, stroke: '#00b42a', dash: [8, 4] },
  stay: { fill: '#6b4fbb', stroke: '#fff', strokeWidth: 1.5 },
  hot: { fill: '#d4380d', stroke: '#fff', strokeWidth: 1.5 },
  scale: { fill: 'none', stroke: '#4e5969' },
  name: { fill: '#1d2129' },
  quiet: { fill: '#4e5969' },
  /** On a spot. */
  number: { fill: '#fff', stroke: 'none' },
} as const satisfies Record<string, MarkStyle>;
/** The name of a style. */
export type MarkStyleName = keyof typeof MARK_STYLES;

type TextStyle = 'name' | 'quiet' | 'number';

/** One thing drawn; later marks cover earlier ones. */
export type Mark =
  | Readonly<{ kind: 'circle'; style: MarkStyleName; at: Point; r: number }>
  | Readonly<{ kind: 'polyline' | 'polygon'; style: MarkStyleName; points: readonly Point[] }>
  | Readonly<{ kind: 'line'; style: MarkStyleName; from: Point; to: Point }>
  | Readonly<{ kind: 'rect'; style: MarkStyleName; at: Point; width: number; height: number }>
  /** `at` is the left end or the middle of the line its letters stand on. */
  | Readonly<{ kind: 'text'; style: TextStyle; at: Point; text: string; anchor: 'start' | 'middle' }>;

/** What a picture shows, whatever it is drawn on; `title` and `desc` are for who does not see it. */
export type Picture = Readonly<{
  title: string;
  desc: string;
  width: number;
  height: number;
  marks: readonly Mark[];
}>;

/** A text as a mark. */
export const writeText = ({
  at,
  text,
  anchor = 'start',
  style = 'name',
}: Readonly<{ at: Point; text: string; anchor?: 'start' | 'middle'; style?: TextStyle }>): Mark => ({
  kind: 'text',
  style,
  at,
  text,
  anchor,
});
