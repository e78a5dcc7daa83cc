/** What every control is given, and which shape suits which kind. */
import { MOST_SIDE_BY_SIDE, type FieldKind } from '../describe.ts';
import { say } from '../words.ts';

export interface ControlProps {
  readonly kind: FieldKind;
  readonly id: string;
  readonly labelId: string;
  /** Ids of help and error. */
  readonly describedBy: string;
  readonly value: unknown;
  readonly fallback: unknown;
  /** Another number: show the value again, it was refused. */
  readonly refusals: number;
  readonly isLocked: boolean;
  report(value: unknown): void;
  suggest?(text: string): Promise<readonly string[]>;
}

type Kind<K extends FieldKind['kind']> = Extract<FieldKind, { kind: K }>;

/** The same, once the kind is known. */
export type PropsOf<K extends FieldKind['kind']> = Omit<ControlProps, 'kind'> & { readonly kind: Kind<K> };

const LONGEST_SEGMENTS = 44;
const LONGEST_BESIDE = 22;

const lengthOf = ({ options }: Kind<'choice'>, named = (label: string) => label): number =>
  options.reduce((sum, { label }) => sum + named(label).length + 2, 0);

/** Options that fit side by side in a sheet are seen all at once; others are a list. */
export function isSegments(kind: Kind<'choice'>): boolean {
  if (kind.options.length > MOST_SIDE_BY_SIDE) return false;
  if (kind.look) return kind.look === 'segments';
  return kind.options.length < 6 && lengthOf(kind) <= LONGEST_SEGMENTS;
}

/** Stands beside the label rather than under it; some languages need more room for the same. */
export const isInline = (kind: FieldKind): boolean =>
  kind.kind === 'switch' ||
  kind.kind === 'time' ||
  (kind.kind === 'choice' && isSegments(kind) && lengthOf(kind, say) <= LONGEST_BESIDE);

/** One element that a label can name; others are groups. */
export function isSingle(kind: FieldKind): boolean {
  if (kind.kind === 'choice') return !isSegments(kind);
  return !['list', 'time-range', 'parts', 'colour', 'font', 'folder'].includes(kind.kind);
}
