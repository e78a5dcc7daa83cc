/**
 * The first photo of a visit does not wait for the reader of what its file says of itself (when, with which camera). Once that is there,
 * the photo on screen is told of, and whoever shows it hears `photo.info`. Page; loaded after the first photo.
 */
import type { EventLog } from '../shared/events.ts';
import type { DecodedPhoto, PhotoInfo } from '../shared/photo.ts';

export interface LateInfoParts {
  readonly events: EventLog;
  readonly show: { current(): DecodedPhoto | null };
  readonly fleet: { readonly decode: { call(method: 'info', args: [string]): Promise<PhotoInfo> } };
}

export function followLateInfo({ events, show, fleet }: LateInfoParts): void {
  async function follow(): Promise<void> {
    const photo = show.current();
    if (!photo?.infoFollows) return;
    photo.infoFollows = false;
    const photoId = photo.ref.id;
    const info = await fleet.decode.call('info', [photoId]);
    // Another photo, or the same one composed anew, which brought its own.
    if (show.current() !== photo || Object.keys(info).length === 0) return;
    photo.info = info;
    events.emit({ type: 'photo.info', photoId });
  }
  // Without it the photo stays as it is known.
  const quietly = (): void => void follow().catch(() => undefined);
  events.on(({ type }) => type === 'photo.shown' && quietly());
  quietly();
}
