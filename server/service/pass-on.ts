/**
 * One request to a service that the user named: method, sign-in and a few headers go along, nothing else of the client does. Follows
 * no redirect. Whoever gets an answer reads or destroys its body.
 */
import { type IncomingMessage, request as plainRequest, type RequestOptions } from 'node:http';
import { request as secureRequest } from 'node:https';
import { errorCode, HttpError } from '../errors.ts';

export const answerMs = 15_000;

const fail = (status: number, kind: string, message: string): HttpError => new HttpError(status, kind, message);

const untrusted =
  /^(?:CERT_|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET)|ERR_SSL|HOSTNAME_MISMATCH)|CERT|SSL_WRONG_VERSION|EPROTO/;

/** The system's word for it, as a sentence. */
export function explainFailure(error: unknown, host: string): HttpError {
  if (error instanceof HttpError) return error;
  const code = errorCode(error);
  if (code === 'ECONNREFUSED') {
    return fail(502, 'service-refused', `Nothing answers at “${host}”. Check that the service runs, and its port.`);
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return fail(
      502,
      'service-name',
      `There is no host called “${host}”, or its name cannot be looked up. Check the address.`,
    );
  }
  if (code === 'EPROTO' || code === 'ERR_SSL_WRONG_VERSION_NUMBER') {
    return fail(
      502,
      'service-certificate',
      `“${host}” does not speak https at this port. Try the address with http://.`,
    );
  }
  if (code === 'CERT_HAS_EXPIRED') {
    return fail(502, 'service-certificate', `The certificate of “${host}” has run out. Renew it on the service.`);
  }
  if (untrusted.test(code)) {
    return fail(
      502,
      'service-certificate',
      `The certificate of “${host}” is not trusted here (${code}). Install the one it was signed with: NODE_EXTRA_CA_CERTS names its file to the companion.`,
    );
  }
  return fail(
    502,
    'service-unreachable',
    `“${host}” cannot be reached just now${code && ` (${code})`}. It is asked again later.`,
  );
}

export interface PassedOn {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly signal: AbortSignal;
}

/** Throws `HttpError` `service-*`. */
export function passOn(url: URL, { method, headers, body, signal }: PassedOn): Promise<IncomingMessage> {
  const send = url.protocol === 'https:' ? secureRequest : plainRequest;
  const options: RequestOptions = {
    method,
    headers: { ...headers, ...(body.length > 0 && { 'content-length': body.length }) },
    signal,
    maxHeaderSize: 32_768,
  };
  return new Promise((resolve, reject) => {
    const begin = (more: RequestOptions): void => {
      const req = send(url, { ...options, ...more });
      const timer = setTimeout(() => {
        req.destroy(fail(504, 'service-slow', `“${url.host}” took too long to answer. It is asked again later.`));
      }, answerMs);
      req.on('response', (res) => {
        clearTimeout(timer);
        resolve(res);
      });
      req.on('error', (error) => {
        clearTimeout(timer);
        // A kept connection that the service closed just now is no answer: all that is asked here may be asked twice.
        if (req.reusedSocket && /^(?:ECONNRESET|EPIPE)$/.test(errorCode(error))) begin({ agent: false });
        else reject(explainFailure(error, url.host));
      });
      req.on('upgrade', (_res, socket) => socket.destroy());
      req.end(body);
    };
    begin({});
  });
}
