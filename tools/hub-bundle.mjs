/**
 * How the hub is put together for running: its some five hundred modules as a handful of files, which a start reads in
 * half the time (docs/decisions/0016). What it says of itself stays readable: names and comments are kept.
 */
import { defineConfig } from 'rolldown';

/** What comes with a binary, and what is loaded only when somebody needs it: left where npm put it. */
const LEFT_OUTSIDE = [
  /^libsql$/,
  /^pino$/,
  /^vite$/,
  /^pdfkit$/,
  /^nodemailer$/,
  /^web-push$/,
  /^reflect-metadata$/,
  /^@peculiar\/x509$/,
  /^@simplewebauthn\/server/,
];

export default defineConfig({
  input: 'src/server/main.ts',
  platform: 'node',
  external: LEFT_OUTSIDE,
  // As deep below the repository as src/server, so that what it finds by its own address is found from here too.
  output: { dir: 'build/hub', cleanDir: true, chunkFileNames: '[name].js' },
});
