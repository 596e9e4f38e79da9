import { describe, expect, it } from 'vitest';
import { configureHci, HciSocket } from './index.ts';

const beforeConfirm = (): Promise<void> => Promise.resolve();

describe('configureHci', () => {
  it.each(['tcp:127.0.0.1', 'tcp::1:80', 'udp:127.0.0.1:80', 'tcp:127.0.0.1:99999', ''])(
    'refuses %j, which is no address of a controller',
    (hci) => {
      expect(() => configureHci({ hci, beforeConfirm })).toThrow('tcp:HOST:PORT');
    },
  );
});

describe('HciSocket', () => {
  it('reports this machine as without Bluetooth, or permission, instead of throwing', () => {
    const problems: string[] = [];
    configureHci({ hci: undefined, beforeConfirm, onProblem: ({ kind }) => problems.push(kind) });
    const socket = new HciSocket();
    socket.on('error', () => undefined);
    expect(() => {
      socket.bindRaw();
      socket.start();
      socket.isDevUp();
      socket.stop();
    }).not.toThrow();
    // A machine with an adapter and the right to use it has no problem.
    expect(problems.length).toBeLessThanOrEqual(1);
    expect(['absent', 'not-permitted', undefined]).toContain(problems[0]);
  });
});
