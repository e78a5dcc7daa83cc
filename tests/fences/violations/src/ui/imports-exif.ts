export { parse } from 'exifr';
