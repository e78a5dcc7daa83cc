/** A certificate that nobody trusts, made for one test run: X.509 v3 in DER, by hand (RFC 5280). For tests. */
import { createSign, generateKeyPairSync } from 'node:crypto';

const length = (bytes: number): Buffer =>
  bytes < 128
    ? Buffer.from([bytes])
    : bytes < 256
      ? Buffer.from([0x81, bytes])
      : Buffer.from([0x82, bytes >> 8, bytes & 0xff]);

const der = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), length(body.length), body]);
};

const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts);
const hex = (tag: number, digits: string): Buffer => der(tag, Buffer.from(digits, 'hex'));
const bits = (bytes: Buffer): Buffer => der(0x03, Buffer.from([0]), bytes);

/** ecdsa-with-SHA256. */
const algorithm = sequence(hex(0x06, '2a8648ce3d040302'));

const nameOf = (host: string): Buffer =>
  sequence(der(0x31, sequence(hex(0x06, '550403'), der(0x0c, Buffer.from(host)))));

const time = (date: Date): Buffer =>
  der(0x18, Buffer.from(`${date.toISOString().replaceAll(/[-:T]/g, '').slice(0, 14)}Z`));

/** PEM. `host` is the name it is made for; valid for a day around `now`. */
export function selfSigned(host: string, now = new Date()): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const day = 86_400_000;
  const alternative = sequence(
    sequence(hex(0x06, '551d11'), der(0x04, sequence(der(0x82, Buffer.from(host, 'latin1'))))),
  );
  const content = sequence(
    der(0xa0, hex(0x02, '02')),
    hex(0x02, '01'),
    algorithm,
    nameOf(host),
    sequence(time(new Date(now.getTime() - day)), time(new Date(now.getTime() + day))),
    nameOf(host),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, alternative),
  );
  const signature = createSign('SHA256').update(content).sign(privateKey);
  const certificate = sequence(content, algorithm, bits(signature)).toString('base64');
  const lines = certificate.match(/.{1,64}/g) ?? [];
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
  };
}
