export function outdatedPackages(root: string): string[];
export function ensureInstalled(root: string, say: (line: string) => void): Promise<string | null>;
export function explainFailure(code: number): string;
