/** Worker code that reaches for the page does not compile. */
export const title = () => document.title;
export const width = () => window.innerWidth;
