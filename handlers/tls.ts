/** HTTPS at home: whether it is on, and the authority that a phone is told to trust. Open: a phone asks before it is in. */
import { ProblemError } from '#contracts/problem.ts';
import { TlsStatusSchema } from '#contracts/tls.ts';
import { Hono } from 'hono';
import type { ApiDependencies, ApiEnv } from './environment.ts';
import { route } from './route.ts';
import { mobileconfig } from './tls/mobileconfig.ts';

export function tls({ tls }: ApiDependencies) {
  const authority = () => {
    const certificate = tls.authorityCertificate();
    const { authorityFingerprint } = tls.status();
    if (certificate !== null && authorityFingerprint !== null) {
      return { certificate, fingerprint: authorityFingerprint };
    }
    throw new ProblemError('not-found', { detail: 'This hub has no authority of its own.' });
  };

  return new Hono<ApiEnv>()
    .get(
      '/',
      route({
        summary: 'Whether the hub speaks HTTPS, and with whose certificate',
        access: 'open',
        answers: { 200: TlsStatusSchema },
      }),
      (c) => c.json(tls.status()),
    )
    .get(
      '/ca.crt',
      route({
        summary: 'The certificate of the hub’s own authority, to be trusted by a phone',
        access: 'open',
        answers: { 200: null },
        problems: ['not-found'],
      }),
      (c) =>
        c.body(authority().certificate, 200, {
          'content-type': 'application/x-x509-ca-cert',
          'content-disposition': 'inline; filename="betti-ca.crt"',
        }),
    )
    .get(
      '/betti.mobileconfig',
      route({
        summary: 'The same certificate as a profile for iOS',
        access: 'open',
        answers: { 200: null },
        problems: ['not-found'],
      }),
      (c) =>
        c.body(mobileconfig(authority()), 200, {
          'content-type': 'application/x-apple-aspen-config',
          'content-disposition': 'inline; filename="betti.mobileconfig"',
        }),
    );
}
