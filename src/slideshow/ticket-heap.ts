/** A binary min-heap of tickets. Removal is lazy: a withdrawn ticket is dropped when it surfaces. */

export interface Ticket {
  readonly photoId: string;
  /** Place in the order, 0–1; ties go by id, so that the order never depends on arrival. */
  readonly key: number;
  withdrawn: boolean;
}

const before = (a: Ticket, b: Ticket): boolean => a.key < b.key || (a.key === b.key && a.photoId < b.photoId);

export class TicketHeap {
  #items: Ticket[] = [];

  /** Takes over the array: O(n). */
  static of(tickets: Ticket[]): TicketHeap {
    const heap = new TicketHeap();
    heap.#items = tickets;
    for (let i = (tickets.length >> 1) - 1; i >= 0; i--) heap.#sink(i);
    return heap;
  }

  push(ticket: Ticket): void {
    const items = this.#items;
    items.push(ticket);
    let at = items.length - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = items[parent];
      if (!above || !before(ticket, above)) break;
      items[at] = above;
      at = parent;
    }
    items[at] = ticket;
  }

  pop(): Ticket | null {
    for (;;) {
      const items = this.#items;
      const first = items[0];
      const last = items.pop();
      if (!first || !last) return null;
      if (items.length > 0) {
        items[0] = last;
        this.#sink(0);
      }
      if (!first.withdrawn) return first;
    }
  }

  /** Live tickets in no particular order. */
  live(): Ticket[] {
    return this.#items.filter((ticket) => !ticket.withdrawn);
  }

  get size(): number {
    return this.#items.length;
  }

  #sink(from: number): void {
    const items = this.#items;
    const moving = items[from];
    if (!moving) return;
    let at = from;
    for (;;) {
      let child = 2 * at + 1;
      let lower = items[child];
      const right = items[child + 1];
      if (lower && right && before(right, lower)) {
        lower = right;
        child++;
      }
      if (!lower || !before(lower, moving)) break;
      items[at] = lower;
      at = child;
    }
    items[at] = moving;
  }
}
