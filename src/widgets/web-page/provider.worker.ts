/** Whether a page lets itself be shown inside others: only the companion can see that. Worker only. */
import { AppError } from '../../shared/errors.ts';
import { t } from '../../shared/i18n.ts';
import type { WidgetProvider } from '../../shared/widget-provider.ts';
import { pageOf, type PageFacts } from './data.ts';

const timeoutMs = 12_000;

export const provider: WidgetProvider = {
  async ask(query, ask): Promise<PageFacts> {
    const { address } = (query ?? {}) as { address?: unknown };
    const page = pageOf(typeof address === 'string' ? address : '');
    if (!page) throw new AppError('source.invalid', t('This is no address of a page. It begins with https://.'));
    const proxy = new URL('/proxy/feed', ask.baseUrl);
    proxy.searchParams.set('url', page.href);
    const signal = AbortSignal.any([ask.signal, AbortSignal.timeout(timeoutMs)]);
    const response = await fetch(proxy, { signal }).catch(() => null);
    // Only its headers were wanted.
    void response?.body?.cancel().catch(() => undefined);
    return { isRefused: response?.headers.get('x-proxy-framing') === 'refused' };
  },
};
