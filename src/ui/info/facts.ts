/** The information card in words. Pure: what the host knows goes in, labelled lines come out. */
import type { Distribution, Metrics, OverlayHost, Status } from '../../shared/app-api.ts';
import type { Settings } from '../../shared/core-settings.ts';
import type { TierId } from '../../shared/tier.ts';
import type { WorkerHealth } from '../../shared/worker-contract.ts';

export interface Fact {
  readonly label: string;
  readonly value: string;
}

export type ShownPhoto = NonNullable<ReturnType<OverlayHost['currentPhoto']>>;

const tierWords: Readonly<Record<TierId, string>> = {
  shader: 'Shaders on the graphics card',
  canvas2d: 'Canvas',
  css: 'Browser layers (CSS)',
};

const stateWords: Readonly<Record<WorkerHealth['state'], string>> = {
  starting: 'starting',
  ready: 'well',
  unhealthy: 'slow to answer',
  restarting: 'starting again',
  failed: 'failed',
  stopped: 'stopped',
};

const whole = new Intl.NumberFormat('en');
const tenth = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const upToTenth = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const date = new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeStyle: 'short' });

export function sayBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${whole.format(Math.round(bytes / 1000))} kB`;
  if (bytes < 1_000_000_000) return `${tenth.format(bytes / 1_000_000)} MB`;
  return `${tenth.format(bytes / 1_000_000_000)} GB`;
}

/** `1/250 s` below a quarter of a second, else `0.5 s`, `30 s`. */
export function sayExposure(seconds: number): string {
  if (seconds <= 0) return '';
  return seconds < 0.26 ? `1/${whole.format(Math.round(1 / seconds))} s` : `${upToTenth.format(seconds)} s`;
}

export function sayCoordinates(latitude: number, longitude: number): string {
  const part = (value: number, plus: string, minus: string): string =>
    `${Math.abs(value).toFixed(4)}° ${value < 0 ? minus : plus}`;
  return `${part(latitude, 'N', 'S')}, ${part(longitude, 'E', 'W')}`;
}

function typical({ count, p50, p99 }: Distribution): string {
  if (count === 0) return 'nothing measured yet';
  return `${tenth.format(p50)} ms typical, ${tenth.format(p99)} ms at times`;
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
  if (megapixels >= 0.1) parts.push(`${upToTenth.format(megapixels)} MP`);
  if (ref.byteLength) parts.push(sayBytes(ref.byteLength));
  const kind = mediaType.split('/')[1]?.split('+')[0];
  // A painted picture is no file: it has neither a kind nor a name of its own.
  if (kind && !kind.startsWith('x-')) parts.push(kind.toUpperCase());
  return dotted(parts);
}

export function photoFacts(photo: ShownPhoto, settings: Settings): Fact[] {
  const { ref, info } = photo;
  const entry = settings.sources.entries.find((it) => it.id === ref.entryId);
  const takenMs = info.takenMs;
  const exposure = [
    info.exposureSec ? sayExposure(info.exposureSec) : '',
    info.fNumber ? `f/${upToTenth.format(info.fNumber)}` : '',
    info.iso ? `ISO ${info.iso}` : '',
    info.focalLengthMm ? `${upToTenth.format(info.focalLengthMm)} mm` : '',
  ];
  const hasPlace = info.latitude !== undefined && info.longitude !== undefined;
  return present([
    { label: 'Taken', value: takenMs === undefined ? undefined : date.format(takenMs) },
    {
      label: 'Dated',
      value: takenMs === undefined && ref.dateMs !== undefined ? date.format(ref.dateMs) : undefined,
    },
    { label: 'Place', value: ref.place },
    { label: 'Position', value: hasPlace ? sayCoordinates(info.latitude ?? 0, info.longitude ?? 0) : undefined },
    { label: 'Camera', value: info.camera },
    { label: 'Lens', value: info.lens },
    { label: 'Exposure', value: dotted(exposure) },
    { label: 'Rating', value: info.rating ? `${info.rating} of 5` : undefined },
    { label: 'Size', value: sizeOf(photo) },
    { label: 'Source', value: entry?.label || ref.sourceId },
    { label: 'File', value: ref.name === ref.title || ref.locator.kind === 'provider' ? undefined : ref.name },
    { label: 'Credit', value: ref.credit },
  ]);
}

function sayWorker(name: string, health: WorkerHealth): string {
  const again = health.restarts > 0 ? ` (${health.restarts} ${health.restarts === 1 ? 'restart' : 'restarts'})` : '';
  return `${name} ${stateWords[health.state]}${again}`;
}

export function rendererFacts(status: Status, metrics: Metrics): Fact[] {
  const { frames, bitmaps, textures } = metrics;
  const steps = status.demotions.map((it) => `${tierWords[it.from]} given up: ${it.reason}`);
  const slide = `${whole.format(status.slide)}${status.paused ? ', paused' : ''}`;
  const left = metrics.skippedPhotos + metrics.quarantined;
  return present([
    { label: 'Slide', value: left > 0 ? `${slide} · ${whole.format(metrics.skippedPhotos)} skipped` : slide },
    { label: 'Renderer', value: tierWords[status.tier] },
    { label: 'Changes', value: steps.join(' ') },
    { label: 'Work per frame', value: typical(frames.mainMs) },
    { label: 'Frames apart', value: typical(frames.gapMs) },
    { label: 'Decoding', value: typical(metrics.decodeMs) },
    {
      label: 'Memory',
      value: `${bitmaps.open} ${bitmaps.open === 1 ? 'picture' : 'pictures'}, ${sayBytes(bitmaps.openBytes)} · ${textures.live} ${textures.live === 1 ? 'texture' : 'textures'}, ${sayBytes(textures.bytes)}`,
    },
    {
      label: 'Workers',
      value: dotted(Object.entries(status.workers).map(([name, health]) => sayWorker(name, health))),
    },
    { label: 'Troubles', value: status.degraded.join(' ') },
  ]);
}
