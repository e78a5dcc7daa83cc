/**
 * Connections that are kept for the next request to the same host, so that a wall of small pictures does not shake hands for each. One is
 * used again only for exactly the addresses it was made for: whatever a name means by now, it leads where this look-up says.
 */
import { Agent as PlainAgent, type AgentOptions, type ClientRequestArgs } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import type { Address } from './target.ts';

/** Idle ones go before most servers close them. */
const options: AgentOptions = { keepAlive: true, maxFreeSockets: 16, timeout: 3_500, scheduling: 'lifo' };

interface Pinned extends ClientRequestArgs {
  readonly pin?: string;
}

const nameWith = (name: string, { pin = '' }: Pinned): string => `${name}:${pin}`;

class PinnedPlainAgent extends PlainAgent {
  override getName(asked: Pinned = {}): string {
    return nameWith(super.getName(asked), asked);
  }
}

class PinnedSecureAgent extends SecureAgent {
  override getName(asked: Pinned = {}): string {
    return nameWith(super.getName(asked), asked);
  }
}

const plain = new PinnedPlainAgent(options);
const secure = new PinnedSecureAgent(options);

/** Part of a request's options. */
export function pinnedAgents(isSecure: boolean, addresses: readonly Address[]): Pinned {
  const pin = addresses.map(({ address }) => address).join(' ');
  return { agent: isSecure ? secure : plain, pin };
}
