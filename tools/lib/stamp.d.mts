export function hashSources(root: string): string;
export function isBuilt(root: string): boolean;
export function clearStamp(root: string): void;
export function writeStamp(root: string, sources: string, version: string): void;
