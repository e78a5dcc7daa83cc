/** How a kept file stands among addresses in the text of an option. Pure. */

export const lineOfFile = (key: string): string => `file:${key}`;
