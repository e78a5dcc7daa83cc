/** Shared code must compile in a worker too. */
export const body = () => document.body;
