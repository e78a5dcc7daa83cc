/** Why a service gave nothing, in words: what happened, what it means, one thing to do. Pure; any thread. */
import { AppError } from './errors.ts';
import { say } from './i18n.ts';

/** What the companion says of a request it was asked to pass on. */
export interface RelayRefusal {
  /** `service-*`, see docs/companion.md. */
  readonly kind: string;
  readonly message: string;
}

export interface Unreachable {
  readonly url: string;
  /** Origin of the page. */
  readonly baseUrl: string;
  /** Null: there is no companion. */
  readonly relay: RelayRefusal | null;
  readonly detail: string;
}

const unreachable = (message: string, detail: string): AppError =>
  new AppError('source.unreachable', message, { retryable: true, detail });

/** The device's own names count as safe in browsers, whatever the page. */
const isLocal = (host: string): boolean => /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(host);

/** The browser gives one error for everything; what else is known narrows it down. */
export function whyUnreachable({ url, baseUrl, relay, detail }: Unreachable): AppError {
  const { host, hostname, protocol, origin } = new URL(url);
  if (relay && relay.kind !== 'service-unlisted') return unreachable(relay.message, `${relay.kind}; ${detail}`);
  if (globalThis.navigator?.onLine === false && !isLocal(hostname)) {
    return unreachable(say`There is no connection just now. “${host}” is asked again when it is back.`, detail);
  }
  const isSecurePage = baseUrl.startsWith('https:');
  if (isSecurePage && protocol === 'http:' && !isLocal(hostname)) {
    return unreachable(
      say`This page came over https, so your browser does not let it ask “${host}” over http. Use the https address of the service.`,
      `mixed content; ${detail}`,
    );
  }
  if (relay) {
    return unreachable(
      say`“${host}” does not let browsers in from other pages (CORS), or cannot be reached. Start the companion with --service ${origin}, so that it asks in your place.`,
      detail,
    );
  }
  return unreachable(
    say`“${host}” cannot be reached from here: it is off, its certificate is not trusted, or it does not let browsers in from other pages (CORS). Open its address in a new tab: if it opens there, start the companion with --service ${origin}.`,
    detail,
  );
}

export interface ServiceNames {
  /** As people call it: “Immich”. */
  readonly service: string;
  /** What opens it: “API key”, “user name or password”; null where nothing is needed. */
  readonly key: string | null;
}

/** An answer other than a success. */
export function refusal(status: number, url: string, { service, key }: ServiceNames): AppError {
  const { host } = new URL(url);
  const detail = `HTTP ${status}`;
  if (status === 401 || (status === 403 && key !== null)) {
    const message =
      status === 403
        ? say`“${host}” knows you but does not allow this. Check what your ${key ?? 'key'} may see.`
        : key === null
          ? say`“${host}” shows this only to people who sign in. Use an address that is open to everyone.`
          : say`“${host}” does not accept your ${key}. Enter it again: it may have been mistyped or withdrawn.`;
    return new AppError('source.invalid', message, { retryable: true, detail });
  }
  if (status === 403) return unreachable(say`“${host}” refuses this device. Another network may be let in.`, detail);
  if (status === 404 || status === 410) {
    return new AppError(
      'source.invalid',
      say`“${host}” has nothing at this address. Check the address, and that what you chose is still there.`,
      { retryable: true, detail },
    );
  }
  if (status === 429) {
    return unreachable(say`“${host}” wants to be asked less often. It is asked again later by itself.`, detail);
  }
  if (status >= 300 && status < 400) {
    return new AppError(
      'source.invalid',
      say`“${host}” sends visitors on to another address. Use the one that your browser shows after opening it.`,
      { retryable: true, detail },
    );
  }
  if (status >= 500) {
    return unreachable(say`“${host}” has trouble of its own (${status}). It is asked again later by itself.`, detail);
  }
  return unreachable(
    say`“${host}” did not understand the question (${status}). Your version of ${service} may be too old or too new.`,
    detail,
  );
}

/** It asks who wants to know, and nothing was entered that could be wrong. */
export function wantsSignIn(url: string): AppError {
  const message = say`“${new URL(url).host}” shows this only to people who sign in. Enter your name and password, or your key.`;
  return new AppError('source.invalid', message, { retryable: true, detail: 'HTTP 401' });
}

/** The answer is not what this service is known to send. */
export function changed(url: string, { service }: ServiceNames, detail: string): AppError {
  const { host } = new URL(url);
  // Programs have names and versions; a list has neither.
  const message = /^\p{Lu}/u.test(service)
    ? say`“${host}” answers, but not like ${service} as it is known here. Check the address; your version may be too old or too new.`
    : say`“${host}” answers, but what comes is not ${service}. Check the address in a new tab.`;
  return new AppError('source.unreachable', message, { retryable: true, detail });
}

export function empty(message: string): AppError {
  return new AppError('source.invalid', message, { retryable: true, detail: 'no photos' });
}
