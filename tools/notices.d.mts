import type { ShippedChunk, ShippedModules } from './lib/shipped-modules.mjs';

export interface Notice {
  name: string;
  version: string;
  licence: string;
  url: string;
  text: string;
}
export function creditsOf(bodies: readonly { name: string; author: string; license: string; glsl: string }[]): string;
export function judge(expression: string): 'free' | 'separate' | 'refused';
export function objections(notices: readonly Notice[], chunks: readonly ShippedChunk[]): string[];
export function formatNotices(notices: readonly Notice[]): string;
export function writeNotices(context: { root: string; clientDir: string; shipped: ShippedModules }): Promise<void>;
