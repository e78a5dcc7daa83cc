/** What the worker half of every widget keeps to: good answers become data, everything else a sentence a person can act on. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../src/shared/errors.ts';
import type { WidgetAsk, WidgetProvider } from '../../src/shared/widget-provider.ts';
import { parseFeed } from '../../src/workers/feeds/parse.ts';
import { createWidgetsApi } from '../../src/workers/widgets/widgets-api.ts';

const modules = import.meta.glob<{ provider: WidgetProvider }>('../../src/widgets/*/provider.worker.ts', {
  eager: true,
});
const providers = Object.entries(modules).map(
  ([path, { provider }]) => [path.split('/').at(-2) ?? '', provider] as const,
);

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const ask = (kept: Blob | null = null): WidgetAsk => ({
  signal: new AbortController().signal,
  baseUrl: 'http://page.test',
  readFeed: async (bytes, options) => parseFeed(bytes, options),
  readKept: async () => kept,
});

const asked: URL[] = [];
function answer(respond: (url: URL) => Response | null): void {
  asked.length = 0;
  vi.stubGlobal('fetch', async (input: string | URL) => {
    asked.push(new URL(String(input)));
    const response = respond(new URL(String(input)));
    if (!response) throw new TypeError('Failed to fetch');
    return response;
  });
}

/** A question that each of them understands. */
const questions: Readonly<Record<string, unknown>> = {
  weather: { place: '59.9, 10.7' },
  headlines: { address: 'https://host.test/feed' },
  calendar: { address: 'webcal://host.test/family.ics' },
  reddit: { name: 'EarthPorn', over: 'week' },
  'web-page': { address: 'https://host.test/' },
};

const garbage = [
  '',
  '<!doctype html><title>Sign in</title>',
  '{}',
  '[]',
  'null',
  '{"data":{"children":[{"data":null},7]},"kind":"Listing"}',
  '{"current":{"temperature_2m":"warm"}}',
  'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:',
  '<rss><channel><item>',
  '\u0000\u0001\u0002'.repeat(1000),
  '{"a":'.repeat(500),
];

function expectSentence(error: unknown): void {
  expect(error).toBeInstanceOf(AppError);
  expect((error as AppError).message).toMatch(/^[A-Z“].*[.]$/s);
  expect((error as AppError).message).not.toMatch(/undefined|null|\[object|\{/);
}

it('has a question for every provider', () => {
  expect(Object.keys(questions).sort()).toEqual(providers.map(([id]) => id).sort());
});

describe.each(providers)('%s', (id, provider) => {
  it('makes data or a sentence of whatever comes back', async () => {
    for (const body of garbage) {
      for (const status of [200, 403, 404, 500]) {
        answer(() => new Response(body, { status, headers: { 'x-proxy-url': 'https://host.test/' } }));
        await provider.ask(questions[id], ask()).then((data) => structuredClone(data), expectSentence);
      }
    }
  });

  it('says it when nobody answers, and when the question is none', async () => {
    answer(() => null);
    await provider.ask(questions[id], ask()).then(
      (data) => structuredClone(data),
      (error: unknown) => {
        expectSentence(error);
        expect((error as AppError).retryable).toBe(true);
      },
    );
    for (const question of [null, {}, { address: 'javascript:alert(1)' }, { name: '../../etc' }, { place: ' ' }]) {
      await expect(provider.ask(question, ask())).rejects.toSatisfy((error) => (expectSentence(error), true));
    }
  });
});

const of = (id: string): WidgetProvider => providers.find(([name]) => name === id)?.[1] as WidgetProvider;

describe('calendar', () => {
  const file = [
    'BEGIN:VCALENDAR',
    'X-WR-CALNAME:Family',
    'BEGIN:VEVENT',
    'UID:1',
    'SUMMARY:Müll',
    'DTSTART;VALUE=DATE:20260312',
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n');

  it('is read through the companion where the host lets no browser in', async () => {
    vi.useFakeTimers({ now: Date.UTC(2026, 2, 10), toFake: ['Date'] });
    const calendar = new Response(file, { headers: { 'x-proxy-url': 'https://host.test/family.ics' } });
    answer((url) => (url.host === 'page.test' ? calendar : null));
    expect(await of('calendar').ask(questions['calendar'], ask())).toMatchObject({
      name: 'Family',
      allDay: [{ title: 'Müll', first: '2026-03-12', last: '2026-03-12' }],
    });
    expect(asked.map(({ protocol, host }) => `${protocol}//${host}`)).toEqual([
      'https://host.test',
      'http://page.test',
    ]);
  });

  it('is read from a kept file, also of an old program, and says when the file is gone', async () => {
    vi.useFakeTimers({ now: Date.UTC(2026, 2, 10), toFake: ['Date'] });
    const old = new Blob([Uint8Array.from(file, (sign) => sign.charCodeAt(0))]);
    expect(await of('calendar').ask({ address: 'file:old.ics' }, ask(old))).toMatchObject({
      allDay: [{ title: 'Müll' }],
    });
    await expect(of('calendar').ask({ address: 'file:gone.ics' }, ask())).rejects.toThrow('not kept here any more');
  });

  it('stops at ten megabytes, however they come', async () => {
    answer(() => new Response(new Uint8Array(11 * 1024 * 1024)));
    await expect(of('calendar').ask(questions['calendar'], ask())).rejects.toThrow('larger than 10 MB');
    await expect(of('calendar').accepts?.(new File([new Uint8Array(11 * 1024 * 1024)], 'a.ics'))).rejects.toThrow(
      '10 MB',
    );
    await expect(of('calendar').accepts?.(new File(['PNG'], 'a.ics'))).rejects.toThrow('no calendar');
    await expect(of('calendar').accepts?.(new File([file], 'a.ics'))).resolves.toBeUndefined();
  });
});

describe('Reddit', () => {
  const post = (more: object) => ({
    kind: 't3',
    data: {
      name: `t3_${JSON.stringify(more).length}`,
      permalink: '/r/EarthPorn/comments/1/',
      created_utc: 1_770_000_000,
      ...more,
    },
  });

  it('gives what everybody may see, with its points', async () => {
    const children = [
      post({ title: 'A valley', score: 1234, author: 'somebody' }),
      post({ title: 'Not for everyone here', over_18: true, score: 9 }),
      post({ title: 'Rules of this place, please read', stickied: true, score: 3 }),
    ];
    answer(() => new Response(JSON.stringify({ kind: 'Listing', data: { children } })));
    expect(await of('reddit').ask(questions['reddit'], ask())).toEqual({
      posts: [
        {
          title: 'A valley',
          link: 'https://www.reddit.com/r/EarthPorn/comments/1/',
          author: 'somebody',
          atMs: 1_770_000_000_000,
          points: 1234,
        },
      ],
    });
    expect(asked[0]?.href).toContain('/r/EarthPorn/top.json?t=week');
  });
});

describe('a web page', () => {
  it('is known to refuse frames when the companion has seen it', async () => {
    answer(() => new Response('<html>', { headers: { 'x-proxy-framing': 'refused' } }));
    expect(await of('web-page').ask(questions['web-page'], ask())).toEqual({ isRefused: true });
    answer(() => null);
    expect(await of('web-page').ask(questions['web-page'], ask())).toEqual({ isRefused: false });
  });
});

describe('the worker', () => {
  const memory = () => {
    const kept = new Map<string, File>();
    return {
      read: async (widget: string, key: string) => kept.get(`${widget} ${key}`) ?? null,
      keep: async (widget: string, file: File) => (kept.set(`${widget} ${file.name}`, file), file.name),
    };
  };
  const shelf = { read: async () => null, write: async () => undefined };
  const context = { signal: new AbortController().signal, progress: () => undefined };
  const all = Object.fromEntries(Object.entries(modules).map(([path, module]) => [path, async () => module]));

  it('keeps files for widgets that read them and gives them back, and refuses all others', async () => {
    const api = createWidgetsApi({ baseUrl: 'http://page.test' }, all, shelf, Date.now, memory());
    const file = new File(['BEGIN:VCALENDAR\r\nX-WR-CALNAME:Kept\r\nEND:VCALENDAR'], 'a.ics');
    expect(await api.keepFile('calendar', file, context)).toBe('a.ics');
    const { data } = await api.ask('calendar', { address: 'file:a.ics' }, context);
    expect(data).toMatchObject({ name: 'Kept' });
    await expect(api.keepFile('weather', file, context)).rejects.toThrow('no use for files');
    await expect(api.keepFile('calendar', new File(['x'], 'b.ics'), context)).rejects.toThrow('no calendar');
  });
});
