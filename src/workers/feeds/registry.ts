/** Feeds worker: finds the provider of a source by its folder name; loaded on first use. */
import { AppError } from '../../shared/errors.ts';
import { say } from '../../shared/i18n.ts';
import type { SourceProvider } from '../../shared/source.ts';

export type ProviderModules = Readonly<Record<string, () => Promise<unknown>>>;

export interface ProviderRegistry {
  has(sourceId: string): boolean;
  /** Throws `source.invalid` for an unknown source, `source.unreachable` when its code did not load. */
  load(sourceId: string): Promise<SourceProvider>;
}

/** `modules` maps `…/sources/<id>/provider.worker.ts` to its import, as `import.meta.glob` gives it. */
export function createProviderRegistry(modules: ProviderModules): ProviderRegistry {
  const loaders = new Map<string, () => Promise<unknown>>();
  for (const [path, load] of Object.entries(modules)) {
    const sourceId = path.split('/').at(-2);
    if (sourceId) loaders.set(sourceId, load);
  }
  return {
    has: (sourceId) => loaders.has(sourceId),
    async load(sourceId) {
      const loader = loaders.get(sourceId);
      if (!loader) {
        throw new AppError(
          'source.invalid',
          say`This version of Afterimage has no photo source called “${sourceId}”. Remove it in the settings.`,
        );
      }
      let module: unknown;
      try {
        module = await loader();
      } catch (cause) {
        throw new AppError(
          'source.unreachable',
          'A part of Afterimage did not load, so these photos are missing. Reload the page when you are online.',
          { retryable: true, detail: sourceId, cause },
        );
      }
      const { provider } = module as { provider?: SourceProvider };
      if (typeof provider?.list !== 'function') {
        throw new AppError('source.invalid', say`The photo source “${sourceId}” is broken. Remove it in the settings.`);
      }
      return provider;
    },
  };
}
