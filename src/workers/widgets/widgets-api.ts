/** Widgets worker: the methods of `WidgetsWorkerApi`. Knows every provider by its folder; its code comes with the first question. */
import { AppError } from '../../shared/errors.ts';
import { say, t } from '../../shared/i18n.ts';
import type { WidgetAsk, WidgetProvider } from '../../shared/widget-provider.ts';
import type { Implementation } from '../../shared/worker-contract.ts';
import { createAnswerShelf, type AnswerShelf } from './answers.ts';
import type { WidgetsWorkerApi } from './contract.ts';
import { createFileShelf, type FileShelf } from './files.ts';

export type WidgetProviders = Readonly<Record<string, () => Promise<{ readonly provider: WidgetProvider }>>>;

const builtIn = import.meta.glob<{ provider: WidgetProvider }>('../../widgets/*/provider.worker.ts');

export function createWidgetsApi(
  runtime: { readonly baseUrl: string },
  providers: WidgetProviders = builtIn,
  shelf: AnswerShelf = createAnswerShelf(),
  now: () => number = Date.now,
  files: FileShelf = createFileShelf(),
): Implementation<WidgetsWorkerApi> {
  let baseUrl = runtime.baseUrl || globalThis.location?.origin || '';
  const loaders = new Map(Object.entries(providers).map(([path, load]) => [path.split('/').at(-2), load]));
  const providerOf = async (widget: string): Promise<WidgetProvider> => {
    const load = loaders.get(widget);
    if (!load) throw new AppError('input.invalid', say`The widget “${widget}” has nothing to ask.`);
    try {
      return (await load()).provider;
    } catch (cause) {
      const message = 'A part of Afterimage did not load, so this widget waits. Reload the page when you are online.';
      throw new AppError('source.unreachable', message, { retryable: true, detail: widget, cause });
    }
  };
  const askFor = (widget: string, signal: AbortSignal): WidgetAsk => ({
    signal,
    baseUrl,
    readFeed,
    readKept: (key) => files.read(widget, key),
  });
  const keyOf = (widget: string, query: unknown): string => `${widget} ${JSON.stringify(query)}`;
  return {
    configure(options) {
      baseUrl = options.baseUrl;
    },
    async ask(widget, query, { signal }) {
      const provider = await providerOf(widget);
      const answer = { data: await provider.ask(query, askFor(widget, signal)), atMs: now() };
      await shelf.write(keyOf(widget, query), answer);
      return answer;
    },
    kept: (widget, query) => shelf.read(keyOf(widget, query)),
    async suggest(widget, option, text, { signal }) {
      try {
        return (await (await providerOf(widget)).suggest?.(option, text, askFor(widget, signal))) ?? [];
      } catch {
        return [];
      }
    },
    async keepFile(widget, file) {
      const { accepts } = await providerOf(widget);
      if (!accepts) throw new AppError('input.invalid', t('This widget has no use for files.'));
      await accepts(file);
      return files.keep(widget, file);
    },
  };
}

/** The parser comes with the first feed. */
const readFeed: Parameters<WidgetProvider['ask']>[1]['readFeed'] = async (bytes, options) =>
  (await import('../feeds/parse.ts')).parseFeed(bytes, options);
