/** What the widget says, as plain data: it is drawn again when this is another. Pure. */
import { t, told } from '../../shared/i18n.ts';
import type { WidgetTools } from '../widget.ts';
import { agendaOf, sayAsOf, type AgendaDay, type AgendaLook, type Shown } from './agenda.ts';
import { readCalendar } from './data.ts';
import type { Followed } from './follower.ts';

export interface View {
  readonly words: string;
  readonly days: readonly AgendaDay[];
  readonly notes: readonly string[];
  /** Nothing has been added yet. */
  readonly isEmpty: boolean;
}

type Tools = Pick<WidgetTools, 'now' | 'locale'>;

/** Why something is missing or old, at most two sentences. */
function notesOf(followed: readonly Followed[], tools: Tools): string[] {
  const notes = followed.flatMap(({ entry, answer }) => {
    const data = readCalendar(answer.data);
    const name = entry.name || data?.name || '';
    const age = data && answer.error ? sayAsOf(answer.atMs, tools.now(), tools.locale) : '';
    const trouble = data ? age : answer.error ? told(answer.error) : '';
    if (trouble !== '') return [followed.length > 1 && name !== '' ? `${name}: ${trouble}` : trouble];
    return data?.isCut ? [t('Some repeats of this calendar are too many to be shown.')] : [];
  });
  return [...new Set(notes)].slice(0, 2);
}

export function viewOf(followed: readonly Followed[], look: AgendaLook, tools: Tools, problem: string): View {
  if (followed.length === 0) {
    const words = problem || t('Add the address of a calendar in the settings, or drop its file here.');
    return { words, days: [], notes: [], isEmpty: true };
  }
  const known = followed.flatMap(({ entry, answer }): Shown[] => {
    const data = readCalendar(answer.data);
    return data ? [{ data, color: entry.color }] : [];
  });
  const days = agendaOf(known, tools.now(), tools.locale, look);
  const notes = problem === '' ? notesOf(followed, tools) : [problem];
  const nothing = look.view === 'today' ? t('Nothing is planned for today.') : t('Nothing is planned.');
  const waiting = notes.length === 0 ? t('Looking into the calendar …') : '';
  const words = days.length > 0 ? '' : known.length > 0 ? nothing : waiting;
  return { words, days, notes, isEmpty: false };
}
