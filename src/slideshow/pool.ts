/**
 * The photos of one source entry within one round of the shuffle.
 *
 * Invariants: a member has at most one live ticket, and only while it has draws left, is not blocked and has not been
 * drawn in the current lap. A lap shows every member once; a round has as many laps as the weight asks for.
 * The order is `unit(seed, photo, lap)`: nothing but the seed and the draws made must be stored.
 */
import { hashText, unit } from './hash.ts';
import { TicketHeap, type Ticket } from './ticket-heap.ts';

interface Member {
  readonly id: string;
  readonly hash: number;
  /** Laps already used up in this round. */
  drawn: number;
  copies: number;
  blocked: boolean;
  ticket: Ticket | null;
}

/** Distinguishes the coin for a fractional weight from the laps. */
const coinLap = 0xfade;

export class Pool {
  readonly entryId: string;
  readonly #members = new Map<string, Member>();
  #heap = new TicketHeap();
  #weight: number;
  #lap = 0;
  /** Largest key drawn in this lap: newcomers are placed above it, so that they join what remains. */
  #frontier = 0;
  #remaining = 0;
  seed: number;
  /** Tells a draw of this round from one of an earlier round. */
  round: number;

  /** `weight` 1 or more: draws per photo and round; the fraction is decided by a coin per photo. */
  constructor(entryId: string, seed: number, weight: number, round: number) {
    this.entryId = entryId;
    this.seed = seed;
    this.#weight = weight;
    this.round = round;
  }

  get weight(): number {
    return this.#weight;
  }

  /** Draws left in this round. */
  get remaining(): number {
    return this.#remaining;
  }

  get size(): number {
    return this.#members.size;
  }

  has(id: string): boolean {
    return this.#members.has(id);
  }

  /** `drawn`: draws this photo already had in the round, from memory. */
  add(id: string, drawn: number, blocked: boolean): void {
    if (this.#members.has(id)) return;
    const hash = hashText(id);
    const member: Member = { id, hash, drawn, copies: this.#copies(hash), blocked, ticket: null };
    this.#members.set(id, member);
    if (drawn - 1 > this.#lap) {
      this.#lap = drawn - 1;
      this.#rebuild();
      return;
    }
    if (drawn > this.#lap) this.#frontier = Math.max(this.#frontier, unit(this.seed, hash, this.#lap));
    this.#enter(member);
  }

  /** Returns the draws it had in this round, or null when it was not here. */
  remove(id: string): number | null {
    const member = this.#members.get(id);
    if (!member) return null;
    this.#leave(member);
    this.#members.delete(id);
    return member.drawn;
  }

  setBlocked(id: string, blocked: boolean): void {
    const member = this.#members.get(id);
    if (!member || member.blocked === blocked) return;
    this.#leave(member);
    member.blocked = blocked;
    this.#enter(member);
  }

  /** The next photo other than `avoid`, or null when this lap has no other. */
  draw(avoid: string | null): string | null {
    const first = this.#pop();
    if (!first) return null;
    if (first.photoId !== avoid) return this.#take(first);
    // Straight from the heap: this lap is not over while `first` waits.
    const second = this.#heap.pop();
    this.#heap.push(first);
    return second ? this.#take(second) : null;
  }

  /** True when `draw` would find a photo. */
  offers(avoid: string | null): boolean {
    const first = this.#pop();
    if (!first) return false;
    const second = first.photoId === avoid ? this.#heap.pop() : null;
    this.#heap.push(first);
    if (second) this.#heap.push(second);
    return first.photoId !== avoid || second !== null;
  }

  /** Counts a photo that was shown without being drawn. False when it has no draw left in this lap. */
  use(id: string): boolean {
    const member = this.#members.get(id);
    if (!member?.ticket) return false;
    this.#leave(member);
    member.drawn = Math.max(member.drawn, this.#lap) + 1;
    this.#enter(member);
    return true;
  }

  /** A draw that came to nothing: the photo has it again. */
  giveBack(id: string): void {
    const member = this.#members.get(id);
    if (!member || member.drawn === 0) return;
    this.#leave(member);
    member.drawn -= 1;
    this.#enter(member);
  }

  newRound(seed: number, round: number): void {
    this.seed = seed;
    this.round = round;
    this.#lap = 0;
    for (const member of this.#members.values()) {
      member.drawn = 0;
      member.copies = this.#copies(member.hash);
    }
    this.#rebuild();
  }

  /** The same round under another weight or seed; `drawn` tells what memory knows. */
  reset(weight: number, seed: number, drawn: (id: string) => number | null): void {
    this.#weight = weight;
    this.seed = seed;
    this.#lap = 0;
    for (const member of this.#members.values()) {
      member.drawn = drawn(member.id) ?? member.drawn;
      member.copies = this.#copies(member.hash);
      this.#lap = Math.max(this.#lap, member.drawn - 1);
    }
    this.#rebuild();
  }

  /** Whether there is another photo at all, in this round or the next. */
  hasOther(avoid: string | null): boolean {
    for (const member of this.#members.values()) if (!member.blocked && member.id !== avoid) return true;
    return false;
  }

  ids(): IterableIterator<string> {
    return this.#members.keys();
  }

  #copies(hash: number): number {
    const whole = Math.floor(this.#weight);
    return whole + (unit(this.seed, hash, coinLap) < this.#weight - whole ? 1 : 0);
  }

  #left(member: Member): number {
    return member.blocked ? 0 : Math.max(0, member.copies - Math.max(member.drawn, this.#lap));
  }

  #take(ticket: Ticket): string {
    const member = this.#members.get(ticket.photoId);
    this.#frontier = Math.max(this.#frontier, ticket.key);
    if (member) {
      this.#remaining -= this.#left(member);
      member.ticket = null;
      member.drawn = Math.max(member.drawn, this.#lap) + 1;
      this.#remaining += this.#left(member);
    }
    return ticket.photoId;
  }

  /** The first live ticket; begins the next lap when this one is used up. */
  #pop(): Ticket | null {
    const ticket = this.#heap.pop();
    if (ticket || this.#remaining === 0) return ticket;
    this.#lap += 1;
    this.#rebuild();
    return this.#heap.pop();
  }

  #leave(member: Member): void {
    this.#remaining -= this.#left(member);
    if (member.ticket) member.ticket.withdrawn = true;
    member.ticket = null;
  }

  #enter(member: Member): void {
    const left = this.#left(member);
    this.#remaining += left;
    if (left === 0 || member.drawn > this.#lap) return;
    const raw = unit(this.seed, member.hash, this.#lap);
    // Uniform over what remains: the part below the frontier is stretched over the part above it.
    const frontier = this.#frontier;
    const key = raw > frontier ? raw : frontier + (frontier === 0 ? 0 : raw / frontier) * (1 - frontier);
    member.ticket = { photoId: member.id, key, withdrawn: false };
    this.#heap.push(member.ticket);
    if (this.#heap.size > 2 * this.#members.size + 64) this.#heap = TicketHeap.of(this.#heap.live());
  }

  #rebuild(): void {
    const tickets: Ticket[] = [];
    this.#remaining = 0;
    this.#frontier = 0;
    for (const member of this.#members.values()) {
      const left = this.#left(member);
      this.#remaining += left;
      member.ticket = null;
      if (left === 0) continue;
      if (member.drawn > this.#lap) {
        this.#frontier = Math.max(this.#frontier, unit(this.seed, member.hash, this.#lap));
        continue;
      }
      member.ticket = { photoId: member.id, key: unit(this.seed, member.hash, this.#lap), withdrawn: false };
      tickets.push(member.ticket);
    }
    this.#heap = TicketHeap.of(tickets);
  }
}
