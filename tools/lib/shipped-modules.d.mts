import type { Plugin } from 'vite';

export interface ShippedChunk {
  fileName: string;
  packages: Set<string>;
  own: boolean;
}
export interface ShippedModules {
  plugin(): Plugin;
  chunks(): ShippedChunk[];
  packages(): string[];
}
export function packageOf(id: string): string | null;
export function shippedModules(root: string): ShippedModules;
