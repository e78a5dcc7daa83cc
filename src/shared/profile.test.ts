import { describe, expect, it, vi } from 'vitest';
import { AppError } from './errors.ts';
import { closeNetwork, homePolicy, isAtHome } from './no-network.ts';
import { notesKey, profileAt, profiled, profileName, readNotes, type NoteStorage } from './profile.ts';

const notesOf = (value: unknown): NoteStorage => ({
  getItem: (key) => (key === notesKey ? (typeof value === 'string' ? value : JSON.stringify(value)) : null),
  setItem: () => undefined,
  removeItem: () => undefined,
});

const kitchen = { name: 'kitchen', label: 'Küche', network: 'none' };
const page = (search: string, notes: unknown) =>
  profileAt({ document: {}, location: { search } }, () => notesOf(notes));

describe('which profile a page belongs to', () => {
  it('is the one its address names, then the one opened last, then the first', () => {
    const notes = { current: 'kitchen', list: [kitchen, { name: 'hall', label: 'Hall', network: 'allowed' }] };
    expect(page('', notes)).toEqual(kitchen);
    expect(page('?profile=hall', notes)).toMatchObject({ name: 'hall', network: 'allowed' });
    expect(page('?profile=K%C3%BCche', notes)).toEqual(kitchen);
    expect(page('', null).name).toBe('main');
  });

  it('is a new world of its own when nobody has heard the name', () => {
    expect(page('?profile=Guest%20room!', null)).toMatchObject({ name: 'guest-room', network: 'allowed' });
  });

  it('survives notes that make no sense', () => {
    for (const notes of ['{', '7', '{"list":5,"current":4}', { list: [{ name: '../x', label: 'x' }, 4], current: 'x' }])
      expect(page('', notes).name).toMatch(/^(?:main|x)$/);
    expect(readNotes(notesOf({ list: [null] }))).toEqual({ current: 'main', list: [] });
  });

  it('reaches a worker by its name', () => {
    expect(profileAt({ name: 'decode' })).toMatchObject({ name: 'main', network: 'allowed' });
    expect(profileAt({ name: 'decode@hall' })).toMatchObject({ name: 'hall', network: 'allowed' });
    expect(profileAt({ name: 'decode@kitchen!' })).toMatchObject({ name: 'kitchen', network: 'none' });
    expect(profileAt({ name: 'decode@main!' })).toMatchObject({ name: 'main', network: 'none' });
  });

  it('keeps its things under names of its own', () => {
    expect(profiled('afterimage', 'main')).toBe('afterimage');
    expect(profiled('afterimage', 'hall')).toBe('afterimage@hall');
    expect(profileName('  Kids’ Room 2 ')).toBe('kids-room-2');
    expect(profileName('台所')).toBe('');
  });
});

describe('a profile without a network', () => {
  const home = 'http://127.0.0.1:4400/assets/entry.js';
  const closed = (role = 'feeds') => {
    const fetched = vi.fn(async (input: string) => new Response(input));
    const doors = { fetch: fetched as unknown as typeof fetch, location: { href: home }, WebSocket: Map as unknown };
    closeNetwork(role, doors);
    return { doors, fetched };
  };

  it('reaches its own server, and neither others nor the ways out of its own', () => {
    for (const address of ['/photos/a.jpg', '/api/photos', 'blob:http://127.0.0.1:4400/1', 'data:text/plain,a'])
      expect(isAtHome(address, home)).toBe(true);
    for (const address of [
      'https://example.org/a.jpg',
      'http://127.0.0.1:4401/',
      '/proxy/image?url=x',
      '/%70roxy/feed?url=x',
      '/api/service?url=x',
      'http://[',
    ])
      expect(isAtHome(address, home)).toBe(false);
  });

  it('asks nothing, and says so in the words of what asked', async () => {
    const { doors, fetched } = closed();
    await expect(doors.fetch('https://example.org/feed')).rejects.toThrow('example.org was not asked');
    await expect(closed('decode').doors.fetch(new URL('https://example.org/a.jpg'))).rejects.toMatchObject({
      kind: 'photo.network',
    });
    await expect(doors.fetch(new Request('https://example.org/'))).rejects.toBeInstanceOf(AppError);
    expect(fetched).not.toHaveBeenCalled();
    expect(doors.WebSocket).toBeUndefined();
    expect(await (await doors.fetch('http://127.0.0.1:4400/photos/a.jpg')).text()).toContain('a.jpg');
  });

  it('has a policy that names no place but its own files and photos', () => {
    const policy = homePolicy('http://127.0.0.1:4400');
    expect(policy.match(/https?:[^ ;]+/g)?.every((place) => place.startsWith('http://127.0.0.1:4400/'))).toBe(true);
    expect(policy).not.toContain('proxy');
    for (const directive of ['connect-src', 'img-src', 'media-src', 'font-src', 'frame-src'])
      expect(policy).toContain(directive);
  });
});
