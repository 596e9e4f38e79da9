/**
 * The mirror's own key: a file that only the hub's user can read. The kiosk opens mirror.html from beside it, which
 * hands the key to the hub without it being seen in a list of processes.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashOf } from '../secrets.ts';

const KEY_BYTES = 32;

export type MirrorKey = {
  /** Whether this is the key. Takes as long for a wrong one. */
  readonly isRight: (key: string) => boolean;
  /** Writes the page that the kiosk opens; `mirrorUrl` is the mirror's address on this machine. Answers its path. */
  readonly writeLaunchPage: (mirrorUrl: string) => string;
};

/** Reads the key of a data directory, or makes it. */
export function openMirrorKey(dataDirectory: string): MirrorKey {
  const folder = join(dataDirectory, 'keys');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const path = join(folder, 'mirror.key');
  if (!existsSync(path)) writeFileSync(path, randomBytes(KEY_BYTES).toString('base64url'), { mode: 0o600 });
  chmodSync(path, 0o600);
  const right = readFileSync(path, 'utf8').trim();
  return {
    isRight: (key) => timingSafeEqual(hashOf(key), hashOf(right)),
    writeLaunchPage: (mirrorUrl) => {
      const page = join(folder, 'mirror.html');
      writeFileSync(page, launchPage(`${mirrorUrl}/enter#key=${right}`), { mode: 0o600 });
      chmodSync(page, 0o600);
      return page;
    },
  };
}

/** Goes to the mirror once the hub answers there; a kiosk may be up before the hub is. */
function launchPage(url: string): string {
  return `<!doctype html>
<meta charset="utf-8">
<title>Betti</title>
<style>html { background: #000; color: #c9c9c2; font: 2.75rem sans-serif }</style>
<p>Betti …</p>
<script>
  const url = ${JSON.stringify(url)};
  const go = () => fetch(new URL('/api/health', url), { mode: 'no-cors' })
    .then(() => location.replace(url), () => setTimeout(go, 1000));
  go();
</script>
`;
}
