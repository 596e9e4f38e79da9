import { describe, expect, it } from 'vitest';
import webPush from 'web-push';
import { makeVapidKeys, wholeKeys } from './vapid-keys.ts';

const headersUnder = ({ publicKey, privateKey }: { publicKey: string; privateKey: string }) =>
  webPush.getVapidHeaders(
    'https://push.example.net',
    'mailto:a@b.example',
    publicKey,
    privateKey,
    'aes128gcm',
  );

describe('the keys of the hub', () => {
  it('can be signed with, however many noughts a private one begins with', () => {
    const { publicKey } = makeVapidKeys();
    for (const octets of [32, 31, 30]) {
      const privateKey = Buffer.alloc(octets, 7).toString('base64url');
      const keys = wholeKeys({ publicKey, privateKey });
      expect(Buffer.from(keys.privateKey, 'base64url')).toHaveLength(32);
      expect(headersUnder(keys).Authorization).toMatch(/^vapid t=/);
    }
  });

  it('are new ones each time, each whole', () => {
    const keys = Array.from({ length: 1_000 }, makeVapidKeys);
    expect(new Set(keys.map(({ privateKey }) => privateKey)).size).toBe(1_000);
    for (const { privateKey, publicKey } of keys) {
      expect(Buffer.from(privateKey, 'base64url')).toHaveLength(32);
      expect(Buffer.from(publicKey, 'base64url')).toHaveLength(65);
    }
  });
});
