/**
 * The chosen transition at work over the person's own photos, small. It plays a few times whenever it comes into view or one of its
 * adjustments changes, and then rests half way; a press plays it again. With reduced motion it only ever rests.
 */
import { createEffect, createSignal, on, onCleanup, onMount, Show, type JSX } from 'solid-js';
import type { TransitionInfo, TransitionPreviews } from '../../../shared/app-api.ts';
import { t } from '../../../shared/i18n.ts';
import { usePanel, usePart } from '../context.ts';

const [WIDTH_PX, HEIGHT_PX] = [448, 252];
/** A moment on the first photo, the change, a moment on the second; then the same way back. */
const [REST_MS, CHANGE_MS] = [500, 1700];
const ROUNDS = 2;
/** As many pictures a second as show the movement; the frames between belong to the show. */
const PICTURE_MS = 40;

/** Where it stands after so long; null: it has played to the end. */
function momentAt(timeMs: number): { readonly progress: number; readonly isBack: boolean } | null {
  const way = Math.floor(timeMs / (REST_MS + CHANGE_MS));
  if (way >= ROUNDS * 2) return null;
  const share = Math.min(1, Math.max(0, ((timeMs % (REST_MS + CHANGE_MS)) - REST_MS) / CHANGE_MS));
  return { progress: 0.5 - Math.cos(Math.PI * share) / 2, isBack: way % 2 === 1 };
}

type Draw = (progress: number, isBack: boolean) => 'drawn' | 'pending' | 'failed';

function createPlayer(draw: Draw, isStill: () => boolean) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = (): void => clearTimeout(timer);
  const play = (): void => {
    stop();
    const from = performance.now();
    const next = (): void => {
      const moment = isStill() || document.hidden ? null : momentAt(performance.now() - from);
      const outcome = draw(moment?.progress ?? 0.5, moment?.isBack ?? false);
      if (outcome !== 'failed' && (moment !== null || outcome === 'pending')) timer = setTimeout(next, PICTURE_MS);
    };
    next();
  };
  return { play, stop };
}

export function TransitionPreview(props: { readonly info: TransitionInfo }): JSX.Element {
  const { host } = usePanel();
  const params = usePart((state) => state.settings.transitions.params[props.info.id]);
  const motion = usePart((state) => state.settings.display.reducedMotion);
  const [previews, setPreviews] = createSignal<TransitionPreviews | null>(null);
  const [hasFailed, setFailed] = createSignal(false);
  let canvas: HTMLCanvasElement | undefined;
  let isSeen = false;
  let isGone = false;
  const isStill = (): boolean =>
    motion() === 'on' || (motion() === 'auto' && matchMedia('(prefers-reduced-motion: reduce)').matches);
  const draw: Draw = (progress, isBack) => {
    const target = canvas?.getContext('2d', { alpha: false });
    if (!target) return 'failed';
    const outcome = previews()?.draw(target, props.info.id, progress, { params: params(), isBack }) ?? 'pending';
    if (outcome === 'failed') setFailed(true);
    return outcome;
  };
  const player = createPlayer(draw, isStill);
  const playIfSeen = (): void => void (isSeen && previews() && player.play());
  const open = async (): Promise<void> => {
    try {
      const opened = (await host.openPreviews?.()) ?? null;
      if (isGone) opened?.dispose();
      else setPreviews(opened);
      if (!opened) setFailed(true);
    } catch {
      setFailed(true);
    }
  };
  onMount(() => {
    if (!canvas) return;
    void open();
    const watcher = new IntersectionObserver((entries) => {
      isSeen = entries.at(-1)?.isIntersecting ?? false;
      if (isSeen) playIfSeen();
      else player.stop();
    });
    watcher.observe(canvas);
    onCleanup(() => watcher.disconnect());
  });
  createEffect(on([previews, params, motion], playIfSeen));
  onCleanup(() => {
    isGone = true;
    player.stop();
    previews()?.dispose();
  });
  return (
    <Show when={!hasFailed()}>
      <div class="row">
        <button
          type="button"
          class="preview"
          aria-label={t('Play {name}', { name: t(props.info.label) })}
          onClick={() => player.play()}
        >
          <canvas ref={canvas} width={WIDTH_PX} height={HEIGHT_PX} />
        </button>
      </div>
    </Show>
  );
}
