/** Why the proxy gave nothing. Kinds are stable and begin with `proxy-`; sentences are for a person. */
import { HttpError } from '../errors.ts';

export const badAddress = () =>
  new HttpError(400, 'proxy-address', 'This is not a web address that can be fetched. It must begin with https://.');

export const privateAddress = (host: string) =>
  new HttpError(
    403,
    'proxy-private',
    `“${host}” leads into a private network, and the companion does not fetch from there. Start it with --allow-private ${host} to permit it.`,
  );

export const notFoundHost = (host: string) =>
  new HttpError(
    502,
    'proxy-name',
    `There is no host called “${host}”, or its name cannot be looked up. Check the address.`,
  );

export const unreachable = (host: string) =>
  new HttpError(502, 'proxy-unreachable', `“${host}” cannot be reached just now. It is tried again later.`);

export const untrusted = (host: string) =>
  new HttpError(
    502,
    'proxy-certificate',
    `The certificate of “${host}” is not trusted: it expired, was made for another name, or by nobody known. Check the address, or renew it if the server is yours.`,
  );

export const noSecureTalk = (host: string) =>
  new HttpError(
    502,
    'proxy-secure',
    `“${host}” and the companion find no common way to talk over https. Check the address and its port.`,
  );

export const tooSlow = (host: string) =>
  new HttpError(504, 'proxy-slow', `“${host}” took too long to answer. It is tried again later.`);

export const tooLarge = (host: string) =>
  new HttpError(502, 'proxy-large', `What “${host}” sends is too large to pass on. Use a smaller one.`);

export const tooManyRedirects = (host: string) =>
  new HttpError(
    502,
    'proxy-redirects',
    `“${host}” sends from one address to the next without end. Use another address.`,
  );

export const damaged = (host: string) =>
  new HttpError(502, 'proxy-damaged', `What “${host}” sent is damaged. It is tried again later.`);

export const noImage = (host: string) =>
  new HttpError(502, 'proxy-type', `What “${host}” sent is not a picture. Use another address.`);

export const noFeed = (host: string) =>
  new HttpError(502, 'proxy-type', `What “${host}” sent is not a feed. Check the address.`);

export const busy = () =>
  new HttpError(503, 'proxy-busy', 'The companion is fetching too much at once. It is tried again later.', {
    'Retry-After': '5',
  });

/** What the other host itself answered; its patience is passed on. */
export const answered = (host: string, status: number, retryAfter: string | undefined) =>
  new HttpError(
    status === 404 || status === 410 || status === 429 ? status : 502,
    'proxy-answer',
    status === 404 || status === 410
      ? `“${host}” has nothing at this address any more. Look for its new address.`
      : status === 429
        ? `“${host}” wants to be asked less often. It is tried again later.`
        : `“${host}” answered with an error (${status}). It is tried again later.`,
    retryAfter !== undefined && /^[\w ,:+-]{1,40}$/.test(retryAfter) ? { 'Retry-After': retryAfter } : {},
  );
