/**
 * One request out into the web: checked and pinned at each hop, at most three redirects, ended by its deadline, and with nothing of
 * the client in it. Whoever gets an answer reads or destroys its body.
 */
import {
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as plainRequest,
  type RequestOptions,
} from 'node:http';
import { request as secureRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { errorCode } from '../errors.ts';
import { pinnedAgents } from './pinned-agent.ts';
import { answered, noSecureTalk, tooManyRedirects, tooSlow, unreachable, untrusted } from './problems.ts';
import { findTarget, nameOf, readAddress, type Target, type TargetRules } from './target.ts';

export interface OutboundLimits {
  /** To the answer's first byte, for each hop. */
  readonly answerMs: number;
  /** For all hops and the whole body. */
  readonly totalMs: number;
  readonly redirects: number;
}

export interface Outbound {
  readonly url: URL;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: IncomingMessage;
}

const redirects = new Set([301, 302, 303, 307, 308]);

/** Gives the connection the addresses that were checked, whatever the name means by now. */
function pinned({ addresses }: Target): LookupFunction {
  return (_hostname, options, callback) => {
    const [first] = addresses;
    if (options.all) callback(null, [...addresses]);
    else callback(null, first?.address ?? '', first?.family ?? 0);
  };
}

function optionsFor(target: Target, headers: Readonly<Record<string, string>>, signal: AbortSignal): RequestOptions {
  const { url } = target;
  const name = nameOf(url);
  const isSecure = url.protocol === 'https:';
  return {
    protocol: url.protocol,
    host: name,
    port: url.port === '' ? (isSecure ? 443 : 80) : Number(url.port),
    path: url.pathname + url.search,
    headers: { ...headers, host: url.host },
    ...pinnedAgents(isSecure, target.addresses),
    lookup: pinned(target),
    signal,
    maxHeaderSize: 32_768,
    ...(isSecure && isIP(name) === 0 ? { servername: name } : {}),
  };
}

/** A kept connection may have been closed by the other side just now: that is nobody's answer, and a fresh one is tried. */
const isStale = (error: unknown, wasUsed: boolean): boolean =>
  wasUsed && /^(?:ECONNRESET|EPIPE)$/.test(errorCode(error));

/** Codes of Node's TLS and of OpenSSL (https://nodejs.org/api/tls.html#x509-certificate-error-codes). */
const certificateCode =
  /^(?:ERR_TLS_CERT_\w+|CERT_\w+|CRL_\w+|UNABLE_TO_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|INVALID_(?:CA|PURPOSE)|HOSTNAME_MISMATCH|PATH_LENGTH_EXCEEDED)$/;
const secureCode = /^(?:EPROTO|ERR_SSL_\w+|ERR_TLS_\w+)$/;

/** Why there is no connection, as far as its error says. Whoever breaks off in mid-handshake says nothing. */
function noConnection(error: unknown, name: string): Error {
  const code = errorCode(error);
  if (certificateCode.test(code)) return untrusted(name);
  return secureCode.test(code) ? noSecureTalk(name) : unreachable(name);
}

function ask(
  target: Target,
  headers: Readonly<Record<string, string>>,
  answerMs: number,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const name = nameOf(target.url);
  const send = target.url.protocol === 'https:' ? secureRequest : plainRequest;
  return new Promise((resolve, reject) => {
    const begin = (more: RequestOptions): void => {
      const req = send({ ...optionsFor(target, headers, signal), ...more });
      const timer = setTimeout(() => req.destroy(tooSlow(name)), answerMs);
      req.on('response', (res) => {
        clearTimeout(timer);
        resolve(res);
      });
      req.on('error', (error) => {
        clearTimeout(timer);
        if (isStale(error, req.reusedSocket)) begin({ agent: false });
        else reject(error);
      });
      // Nobody asked for a tunnel.
      req.on('upgrade', (_res, socket) => socket.destroy(unreachable(name)));
      req.end();
    };
    begin({});
  });
}

/** Throws `HttpError` `proxy-*`. `signal` ends everything, the body included. */
export async function fetchOutside(
  address: URL,
  headers: Readonly<Record<string, string>>,
  rules: TargetRules & OutboundLimits,
  signal: AbortSignal,
): Promise<Outbound> {
  let url = address;
  for (let hop = 0; ; hop++) {
    const name = nameOf(url);
    const target = await findTarget(url, rules);
    let body: IncomingMessage;
    try {
      body = await ask(target, headers, rules.answerMs, signal);
    } catch (error) {
      if (signal.aborted) throw tooSlow(name);
      throw error instanceof Error && 'kind' in error ? error : noConnection(error, name);
    }
    const status = body.statusCode ?? 0;
    if (status === 200 || status === 304) return { url, status, headers: body.headers, body };
    body.on('error', () => undefined);
    body.destroy();
    const { location } = body.headers;
    if (!redirects.has(status) || location === undefined) throw answered(name, status, body.headers['retry-after']);
    if (hop >= rules.redirects) throw tooManyRedirects(name);
    url = readAddress(location, url);
  }
}
