export const onDemandGlobs: string[];
export function isOnDemand(name: string): boolean;
