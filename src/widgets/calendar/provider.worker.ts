/** One calendar, from the web or from a kept file, as the events of the next weeks. Worker only. */
import { AppError } from '../../shared/errors.ts';
import { t } from '../../shared/i18n.ts';
import { fetchForWidget, webAddressOf } from '../../shared/widget-fetch.ts';
import type { WidgetAsk, WidgetProvider } from '../../shared/widget-provider.ts';
import type { CalendarData } from './data.ts';
import { readEvents } from './worker/read.ts';
import { isCalendar } from './worker/scan.ts';

const maxBytes = 10 * 1024 * 1024;
const dayMs = 86_400_000;
/** Weeks without a network still have something to show. */
const spanDays = { back: 2, ahead: 100 };

const tooLarge = (): string =>
  t('This calendar is larger than 10 MB. Share a smaller one, or only the last years of it.');

const noCalendar = (): AppError =>
  new AppError(
    'feed.not-a-feed',
    t('This is no calendar but something else. Copy the address or choose the file that ends in .ics.'),
  );

async function bytesOf(address: string, ask: WidgetAsk): Promise<Uint8Array> {
  if (address.startsWith('file:')) {
    const file = await ask.readKept(address.slice('file:'.length));
    if (file) return new Uint8Array(await file.arrayBuffer());
    throw new AppError('source.invalid', t('This calendar file is not kept here any more. Add it again.'));
  }
  const url = webAddressOf(address, t('This is no address of a calendar. It begins with https:// or webcal://.'));
  const accept = 'text/calendar, text/plain;q=0.5, */*;q=0.1';
  return (await fetchForWidget(url, ask, { maxBytes, tooLarge: tooLarge(), accept })).bytes;
}

/** The format is UTF-8; a file that is not was written by an old program in the west. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

export const provider: WidgetProvider = {
  async ask(query, ask): Promise<CalendarData> {
    const { address } = (query ?? {}) as { address?: unknown };
    const text = textOf(await bytesOf(typeof address === 'string' ? address : '', ask));
    if (!isCalendar(text)) throw noCalendar();
    const now = Date.now();
    const span = { fromMs: now - spanDays.back * dayMs, untilMs: now + spanDays.ahead * dayMs };
    return readEvents(text, span, async () => {
      // A turn for the worker's other callers, and for the news that nobody waits any more.
      await new Promise((resolve) => setTimeout(resolve));
      if (ask.signal.aborted) throw new AppError('aborted', 'Stopped.', { retryable: true });
    });
  },
  async accepts(file) {
    if (file.size > maxBytes) throw new AppError('input.invalid', tooLarge());
    if (!isCalendar(await file.slice(0, 400).text())) throw new AppError('input.invalid', noCalendar().message);
  },
};
