/** Small things about renderers that the ladder and the stage share: loading, ending, standing in, how slow they may be. */
import type { Settings } from '../shared/core-settings.ts';
import type { TierId } from '../shared/tier.ts';
import type { StageFrame, StageTier, TierHost } from './tier.ts';
import { createCssTier } from './tiers/css/tier.ts';
import { transition as crossfade } from './transitions/crossfade/index.ts';
import type { PixelSize } from './view.ts';

export type CreateTier = (host: TierHost, size: PixelSize, slowestFrameMs: number) => Promise<StageTier> | StageTier;

export async function loadTier(id: TierId): Promise<CreateTier> {
  if (id === 'shader') return (await import('./tiers/shader/tier.ts')).createShaderTier;
  if (id === 'canvas2d') return (await import('./tiers/canvas2d/tier.ts')).createCanvas2dTier;
  return createCssTier;
}

/** A broken renderer may fail even at its own end; its surface goes in any case. */
export function disposeQuietly(tier: StageTier | null): void {
  try {
    tier?.dispose();
  } catch {
    tier?.surface.remove();
  }
}

/** While the running transition's program is not there, its two photos crossfade at the same progress. */
export function drawable(tier: StageTier, frame: StageFrame): StageFrame {
  const { definition, run, progress } = frame;
  if (progress <= 0 || progress >= 1) return frame;
  const built = !definition.mesh || run.geometry !== undefined || tier.id === 'css';
  if (built && tier.prepare(definition) === 'ready') return frame;
  return { ...frame, definition: crossfade };
}

/** Longest watchable time between two frames; 0 when the renderer may take as long as it likes. */
export function slowestFrameMs({ tier, minFps }: Settings['display']): number {
  return tier === 'auto' && minFps > 0 ? 1000 / minFps : 0;
}

/** A reason for the log: what went wrong, and the browser's words for it. */
export function reasonOf(error: unknown, otherwise: string): string {
  const words = error instanceof Error ? error.message : '';
  return words ? `${otherwise} (${words})` : otherwise;
}
