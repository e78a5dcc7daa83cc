/** Which files are photos, judged by name alone; the decode worker judges by content. */
const extensions: ReadonlySet<string> = new Set(
  'jpg jpeg jfif png gif webp avif bmp svg heic heif tif tiff ico'.split(' '),
);

/** False for hidden files (`.name`, and the `._name` twins that some systems leave behind). */
export function isPhotoName(name: string): boolean {
  const dot = name.lastIndexOf('.');
  return dot > 0 && !name.startsWith('.') && extensions.has(name.slice(dot + 1).toLowerCase());
}

/** Hidden folders and the thumbnail folders of storage boxes hold nothing to show. */
export function isPhotoFolderName(name: string): boolean {
  return !name.startsWith('.') && name !== '@eaDir' && name !== '$RECYCLE.BIN' && name !== '__MACOSX';
}

/** True when no segment of a `/`-separated path is hidden and the last one is a photo. */
export function isPhotoPath(path: string): boolean {
  const segments = path.split('/');
  const name = segments.pop() ?? '';
  return isPhotoName(name) && segments.every(isPhotoFolderName);
}
