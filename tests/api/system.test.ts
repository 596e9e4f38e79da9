import { Hono } from 'hono';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ApiEnv } from '#handlers/environment.ts';
import { assertEveryRouteIsDeclared, route } from '#handlers/route.ts';
import { anApi, type TestApi } from '../fixtures/api.ts';

let api: TestApi;
beforeEach(async () => {
  api = await anApi();
});
afterEach(() => {
  api.close();
});

describe('the API', () => {
  it('lists every route it serves in the OpenAPI document', async () => {
    const response = await api.request('/api/openapi.json');
    const { openapi, paths } = (await response.json()) as { openapi: string; paths: Record<string, object> };
    expect(openapi).toBe('3.1.0');
    const listed = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const served = api.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
    expect(listed.sort()).toEqual([...new Set(served)].sort());
    expect(listed).toContain('POST /api/residents/{residentId}/vitals/blood-pressure');
  });

  it('answers an unknown route with a problem', async () => {
    const response = await api.request('/api/nope');
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({ type: '/problems/not-found', status: 404 });
  });

  it('does not start with a route that declares no access', () => {
    const app = new Hono<ApiEnv>()
      .get('/fine', route({ summary: 'Fine', access: 'open', answers: { 204: null } }), (c) =>
        c.body(null, 204),
      )
      .get('/bare', (c) => c.text('hello'));
    expect(() => {
      assertEveryRouteIsDeclared(app);
    }).toThrow('GET /bare');
  });

  it('refuses what a page of another site sends, whatever the method', async () => {
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:9']) {
      const response = await api.request('/api/users', { headers: { origin, host: '127.0.0.1' } });
      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({ type: '/problems/not-allowed' });
    }
  });

  it('takes a request of its own page', async () => {
    const response = await api.request('/api/users', {
      headers: { origin: 'http://127.0.0.1', host: '127.0.0.1' },
    });
    expect(response.status).toBe(200);
  });

  it.each([
    ['too long', 413, 'too-large', { 'content-length': '100000' }],
    ['of no announced length', 411, 'length-required', { 'transfer-encoding': 'chunked' }],
  ])('refuses a body that is %s before reading it', async (_case, status, type, headers) => {
    const response = await api.request(`/api/residents/${api.rosa.id}/vitals/blood-pressure`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: '{}',
    });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ type: `/problems/${type}` });
  });

  it('answers an unexpected error with a problem that tells nothing of the inside, and reports it once', async () => {
    api.database.close();
    const response = await api.request('/api/users');
    expect(response.status).toBe(500);
    const problem = (await response.json()) as { instance: string };
    expect(problem).toEqual({
      type: '/problems/internal-error',
      title: 'Something went wrong in the hub',
      status: 500,
      instance: response.headers.get('x-request-id'),
    });
    expect(api.unexpected).toHaveLength(1);
  });

  it('is typed for its screens: the client knows paths, bodies and answers', async () => {
    const response = await api.client.api.residents[':residentId'].vitals.latest.$get({
      param: { residentId: api.rosa.id },
    });
    const { bloodPressure } = await response.json();
    expect(bloodPressure?.systolicMmHg).toBeUndefined();
  });
});
