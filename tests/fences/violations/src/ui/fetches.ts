export const load = () => fetch('/x');
export const again = () => window.fetch('/x');
export const decode = (blob: Blob) => createImageBitmap(blob);
export const parse = (text: string) => new DOMParser().parseFromString(text, 'text/xml');
export const picture = () => new Image();
