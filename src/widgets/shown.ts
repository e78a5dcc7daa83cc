/** When and where a widget is shown. Pure. */
import type { WidgetInstance } from '../shared/widget.ts';
import type { Size } from './place.ts';

const minutesOf = (text: string): number | null => {
  const [hours, minutes] = text.split(':').map(Number);
  return text === '' || hours === undefined || minutes === undefined ? null : hours * 60 + minutes;
};

/** A span may go over midnight; with one end missing it begins or ends with the day; without both it never ends. */
export function isWithinHours(from: string, until: string, date: Date): boolean {
  const start = minutesOf(from) ?? 0;
  const end = minutesOf(until) ?? 24 * 60;
  const now = date.getHours() * 60 + date.getMinutes();
  return start <= end ? now >= start && now < end : now >= start || now < end;
}

/** CSS pixels of the longer side from which a display is large. */
const largePx = 1280;

/** The display that the layer stands on. */
export interface Here extends Size {
  /** As its address names it, or empty. */
  readonly name: string;
}

function isOnScreen(screens: WidgetInstance['screens'], { width, height }: Here): boolean {
  switch (screens) {
    case 'landscape':
      return width >= height;
    case 'portrait':
      return height > width;
    case 'large':
      return Math.max(width, height) >= largePx;
    case 'small':
      return Math.max(width, height) < largePx;
    case 'all':
    case undefined:
      return true;
  }
}

function isNamed(displays: string, name: string): boolean {
  const names = displays
    .split(',')
    .map((it) => it.trim().toLowerCase())
    .filter(Boolean);
  return names.length === 0 || names.includes(name.trim().toLowerCase());
}

/** Nights over midnight belong to the day on which they began. */
function isOnDay(days: string, from: string, until: string, date: Date): boolean {
  if (days === '') return true;
  const now = date.getHours() * 60 + date.getMinutes();
  const isAfterMidnight = (minutesOf(from) ?? 0) > (minutesOf(until) ?? 24 * 60) && now < (minutesOf(until) ?? 0);
  const day = (date.getDay() + (isAfterMidnight ? 6 : 0)) % 7;
  return days.includes(String(day === 0 ? 7 : day));
}

export function isShown(instance: WidgetInstance, date: Date, here: Here): boolean {
  const { enabled, from, until, days = '', screens, displays = '' } = instance;
  return (
    enabled &&
    isWithinHours(from, until, date) &&
    isOnDay(days, from, until, date) &&
    isOnScreen(screens, here) &&
    isNamed(displays, here.name)
  );
}

/** It may come and go without anybody's doing. */
export const followsTime = ({ enabled, from, until, days = '' }: WidgetInstance): boolean =>
  enabled && (from !== '' || until !== '' || days !== '');
