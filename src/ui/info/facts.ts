/** The information card in words. Pure: what the host knows goes in, labelled lines come out. */
import type { Distribution, Metrics, OverlayHost, Status } from '../../shared/app-api.ts';
import type { Settings } from '../../shared/core-settings.ts';
import { dateLocaleOf, localeOf, t, words } from '../../shared/i18n.ts';
import type { TierId } from '../../shared/tier.ts';
import type { WorkerHealth } from '../../shared/worker-contract.ts';

export interface Fact {
  readonly label: string;
  readonly value: string;
}

export type ShownPhoto = NonNullable<ReturnType<OverlayHost['currentPhoto']>>;

const tierWords: Readonly<Record<TierId, string>> = {
  shader: words('Shaders on the graphics card'),
  canvas2d: words('Canvas'),
  css: words('Browser layers (CSS)'),
};

const stateWords: Readonly<Record<WorkerHealth['state'], string>> = {
  starting: words('starting'),
  ready: words('well'),
  unhealthy: words('slow to answer'),
  restarting: words('starting again'),
  failed: words('failed'),
  stopped: words('stopped'),
};

/** Numbers and dates in the language that is set; made anew only when it changed. */
function formats() {
  const locale = localeOf();
  if (kept?.locale === locale) return kept;
  const number = (options: Intl.NumberFormatOptions): Intl.NumberFormat => new Intl.NumberFormat(locale, options);
  kept = {
    locale,
    whole: number({}),
    tenth: number({ minimumFractionDigits: 1, maximumFractionDigits: 1 }),
    upToTenth: number({ maximumFractionDigits: 1 }),
    degrees: number({ minimumFractionDigits: 4, maximumFractionDigits: 4 }),
    // As the person writes dates, also in English.
    date: new Intl.DateTimeFormat(dateLocaleOf(), { dateStyle: 'long', timeStyle: 'short' }),
  };
  return kept;
}
let kept: {
  readonly locale: string;
  readonly whole: Intl.NumberFormat;
  readonly tenth: Intl.NumberFormat;
  readonly upToTenth: Intl.NumberFormat;
  readonly degrees: Intl.NumberFormat;
  readonly date: Intl.DateTimeFormat;
} | null = null;

export function sayBytes(bytes: number): string {
  const { whole, tenth } = formats();
  if (bytes < 1000) return t('{count, plural, one {# byte} other {# bytes}}', { count: bytes });
  if (bytes < 1_000_000) return `${whole.format(Math.round(bytes / 1000))} kB`;
  if (bytes < 1_000_000_000) return `${tenth.format(bytes / 1_000_000)} MB`;
  return `${tenth.format(bytes / 1_000_000_000)} GB`;
}

/** `1/250 s` below a quarter of a second, else `0.5 s`, `30 s`. */
export function sayExposure(seconds: number): string {
  if (seconds <= 0) return '';
  const { whole, upToTenth } = formats();
  return seconds < 0.26 ? `1/${whole.format(Math.round(1 / seconds))} s` : `${upToTenth.format(seconds)} s`;
}

export function sayCoordinates(latitude: number, longitude: number): string {
  const part = (value: number, plus: string, minus: string): string =>
    `${formats().degrees.format(Math.abs(value))}° ${value < 0 ? minus : plus}`;
  return `${part(latitude, t('N'), t('S'))}, ${part(longitude, t('E'), t('W'))}`;
}

function typical({ count, p50, p99 }: Distribution): string {
  if (count === 0) return t('nothing measured yet');
  const { tenth } = formats();
  return t('{p50} ms typical, {p99} ms at times', { p50: tenth.format(p50), p99: tenth.format(p99) });
}

/** Joins short parts so that a line breaks between them, never inside one. */
const dotted = (parts: readonly string[]): string =>
  parts
    .filter(Boolean)
    .map((part) => part.replaceAll(' ', '\u00a0'))
    .join('\u00a0· ');

const present = (facts: readonly { label: string; value: string | undefined }[]): Fact[] =>
  facts.filter((it): it is Fact => Boolean(it.value));

function sizeOf(photo: ShownPhoto): string {
  const { sourceWidthPx: width, sourceHeightPx: height, ref, mediaType } = photo;
  const megapixels = (width * height) / 1_000_000;
  const parts = [`${width} × ${height}`];
  const { upToTenth } = formats();
  if (megapixels >= 0.1) parts.push(`${upToTenth.format(megapixels)} MP`);
  if (ref.byteLength) parts.push(sayBytes(ref.byteLength));
  const kind = mediaType.split('/')[1]?.split('+')[0];
  // A painted picture is no file: it has neither a kind nor a name of its own.
  if (kind && !kind.startsWith('x-')) parts.push(kind.toUpperCase());
  return dotted(parts);
}

/** `why`: the sentence that says why this photo was shown. */
export function photoFacts(photo: ShownPhoto, settings: Settings, why?: string): Fact[] {
  const { ref, info } = photo;
  const entry = settings.sources.entries.find((it) => it.id === ref.entryId);
  const takenMs = info.takenMs;
  const { date, upToTenth } = formats();
  const exposure = [
    info.exposureSec ? sayExposure(info.exposureSec) : '',
    info.fNumber ? `f/${upToTenth.format(info.fNumber)}` : '',
    info.iso ? `ISO ${info.iso}` : '',
    info.focalLengthMm ? `${upToTenth.format(info.focalLengthMm)} mm` : '',
  ];
  const hasPlace = info.latitude !== undefined && info.longitude !== undefined;
  return present([
    { label: t('Taken'), value: takenMs === undefined ? undefined : date.format(takenMs) },
    {
      label: t('Dated'),
      value: takenMs === undefined && ref.dateMs !== undefined ? date.format(ref.dateMs) : undefined,
    },
    { label: t('Place'), value: ref.place },
    { label: t('Position'), value: hasPlace ? sayCoordinates(info.latitude ?? 0, info.longitude ?? 0) : undefined },
    { label: t('Camera'), value: info.camera },
    { label: t('Lens'), value: info.lens },
    { label: t('Exposure'), value: dotted(exposure) },
    { label: t('Rating'), value: info.rating ? t('{rating} of 5', { rating: info.rating }) : undefined },
    { label: t('Size'), value: sizeOf(photo) },
    { label: t('Source'), value: t(entry?.label || ref.sourceId) },
    { label: t('File'), value: ref.name === ref.title || ref.locator.kind === 'provider' ? undefined : ref.name },
    { label: t('Credit'), value: ref.credit && t(ref.credit) },
    { label: t('Why'), value: why },
  ]);
}

function sayWorker(name: string, health: WorkerHealth): string {
  const state = `${name} ${t(stateWords[health.state])}`;
  if (health.restarts === 0) return state;
  return `${state} (${t('{count, plural, one {# restart} other {# restarts}}', { count: health.restarts })})`;
}

export function rendererFacts(status: Status, metrics: Metrics): Fact[] {
  const { frames, bitmaps, textures } = metrics;
  const steps = status.demotions.map((it) =>
    t('{renderer} given up: {reason}', { renderer: t(tierWords[it.from]), reason: t(it.reason) }),
  );
  const { whole } = formats();
  const number = whole.format(status.slide);
  const slide = status.paused ? t('{number}, paused', { number }) : number;
  const left = metrics.skippedPhotos + metrics.quarantined;
  return present([
    {
      label: t('Slide'),
      value:
        left > 0 ? t('{slide} · {skipped} skipped', { slide, skipped: whole.format(metrics.skippedPhotos) }) : slide,
    },
    { label: t('Renderer'), value: t(tierWords[status.tier]) },
    { label: t('Changes'), value: steps.join(' ') },
    { label: t('Work per frame'), value: typical(frames.mainMs) },
    { label: t('Frames apart'), value: typical(frames.gapMs) },
    { label: t('Decoding'), value: typical(metrics.decodeMs) },
    {
      label: t('Memory'),
      value: [
        t('{count, plural, one {# picture} other {# pictures}}, {size}', {
          count: bitmaps.open,
          size: sayBytes(bitmaps.openBytes),
        }),
        t('{count, plural, one {# texture} other {# textures}}, {size}', {
          count: textures.live,
          size: sayBytes(textures.bytes),
        }),
      ].join(' · '),
    },
    {
      label: t('Workers'),
      value: dotted(Object.entries(status.workers).map(([name, health]) => sayWorker(name, health))),
    },
    { label: t('Troubles'), value: status.degraded.map((it) => t(it)).join('\n') },
  ]);
}
