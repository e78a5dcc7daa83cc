/** Serves the overlay's page; the overlay is tested without the rest of the app. */
import { test } from '@playwright/test';
import { solidPanel } from '../../../tools/solid-panel.ts';
import { buildDeadlineMs, serveBuiltPage } from '../../built-page.ts';

export interface UiPage {
  /** The page with these query parameters. */
  at(query: Readonly<Record<string, string | readonly string[]>>): string;
  close(): Promise<void>;
}

/** For `beforeAll`, which has the time it takes to build the page. */
export async function serveUiPage(): Promise<UiPage> {
  test.setTimeout(buildDeadlineMs);
  const { url, close } = await serveBuiltPage('tests/e2e/ui-page', solidPanel());
  return {
    at(query) {
      const pairs = Object.entries(query).flatMap(([name, value]) => [value].flat().map((one) => [name, String(one)]));
      return `${url}?${new URLSearchParams(pairs).toString()}`;
    },
    close,
  };
}
