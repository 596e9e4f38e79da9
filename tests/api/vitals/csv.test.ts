/** Readings leave as CSV and come back: the same file again adds nothing, and nonsense is refused line by line. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { csvRecords } from '#domain/csv.ts';
import { aVitalsApi, type Answer, type VitalsApi } from '../../fixtures/vitals.ts';

let api: VitalsApi;
beforeEach(async () => {
  api = await aVitalsApi();
});
afterEach(() => {
  expect(api.unexpected).toEqual([]);
  api.close();
});

const exportCsv = async (query = '') => {
  const response = await api.request(api.path(`/export.csv${query}`));
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('text/csv; charset=utf-8');
  return response.text();
};
const importCsv = async (text: string, query = '', residentId = api.rosa.id) => {
  const response = await api.request(`/api/residents/${residentId}/vitals/import${query}`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
    body: text,
  });
  return { status: response.status, body: (await response.json()) as Answer };
};
const counts = ({ body }: { body: Answer }) => [body['lines'], body['added'], body['known'], body['refused']];

const HEADER = 'kind,measuredAt,value,unit,diastolic,heartRatePerMin,meal,note';

describe('GET …/vitals/export.csv', () => {
  it('gives every reading as it was entered, quoted as RFC 4180 asks', async () => {
    await api.record({
      ...{ kind: 'body-temperature', value: 101.3, unit: '[degF]', note: 'hot, she said "very"\nand slept' },
    });
    await api.record({
      kind: 'blood-pressure',
      systolic: 16,
      diastolic: 10,
      unit: 'kPa',
      heartRatePerMin: 70,
    });
    const lines = await exportCsv();
    expect(lines.split('\r\n')[0]).toBe(
      'kind,measuredAt,value,unit,diastolic,heartRatePerMin,meal,posture,arm,site,isOnOxygen,note,localDate,timeZone,source,status,id',
    );
    expect(lines).toContain('blood-pressure,2026-11-22T18:30:00.000Z,16,kPa,10,70,,');
    expect(lines).toContain(
      '101.3,[degF],,,,,,,,"hot, she said ""very""\nand slept",2026-11-22,Europe/Berlin,manual,final,',
    );
    expect((await exportCsv('?kind=mood')).split('\r\n')).toHaveLength(2);
  });

  it('streams more than one page without a gap or a double', async () => {
    const lines = Array.from(
      { length: 450 },
      (_, index) =>
        `heart-rate,2026-11-${String(1 + (index % 20)).padStart(2, '0')}T08:${String(index % 60).padStart(2, '0')}:${String(index % 59).padStart(2, '0')}Z,${String(60 + (index % 40))},/min`,
    );
    expect(counts(await importCsv([HEADER, ...lines].join('\n')))).toEqual([450, 450, 0, 0]);
    const ids = (await exportCsv())
      .trim()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(',').at(-1));
    expect(new Set(ids).size).toBe(450);
    expect(ids).toHaveLength(450);
  });
});

describe('POST …/vitals/import', () => {
  it('brings back what was exported, and the same file again adds nothing, even after a correction', async () => {
    await api.record({
      kind: 'glucose',
      value: 104,
      unit: 'mg/dL',
      context: { meal: 'fasting' },
      note: 'a, "b"',
    });
    const { id } = await api.record({ kind: 'blood-pressure', systolic: 124, diastolic: 78, unit: 'mm[Hg]' });
    const file = await exportCsv();
    expect(counts(await importCsv(file))).toEqual([2, 0, 2, 0]);

    const other = await api.users.addResident({ name: 'José', timeZone: 'Europe/Berlin', language: 'es' });
    expect(counts(await importCsv(file, '', other.id))).toEqual([2, 2, 0, 0]);
    const theirs = (await (await api.request(`/api/residents/${other.id}/vitals`)).json()) as Answer;
    const ours = (await api.get('')).body;
    const content = ({ items }: Answer) =>
      items
        .map(({ kind, entered, context, note, measuredAt }) =>
          JSON.stringify({ kind, entered, context, note, measuredAt }),
        )
        .sort();
    expect(content(theirs)).toEqual(content(ours));
    expect(theirs.items.every(({ source }) => source === 'import')).toBe(true);

    await api.patch(id, { systolic: 142, unit: 'mm[Hg]' });
    const glucose = theirs.items.find(({ kind }) => kind === 'glucose')?.id ?? '';
    const changed = await api.send('PATCH', `/api/residents/${other.id}/vitals/${glucose}`, {
      value: 6,
      unit: 'mmol/L',
    });
    expect(changed.status).toBe(200);
    expect(counts(await importCsv(file))).toEqual([2, 0, 2, 0]);
    expect(counts(await importCsv(file, '', other.id))).toEqual([2, 0, 2, 0]);
  });

  it.each([
    ['that are refused', `body-weight,2026-11-20T08:00Z,999,kg`, 20_000],
    ['that are no readings', 'x,y', 500_000],
    ['that are empty', '', 2_000_000],
  ])('lets others have their turn while it reads lines %s', async (_what, line, lines) => {
    let turns = 0;
    const others = setInterval(() => turns++, 1);
    const file = `\n${HEADER}\n${`${line}\n`.repeat(lines)}`;
    const { status } = await importCsv(file);
    clearInterval(others);
    expect(status).toBe(200);
    expect(turns).toBeGreaterThan(5);
  });

  it('guards notes against spreadsheets that run formulas, and takes them back as they were', async () => {
    const notes = ['=1+2', '+1', '-1', '@SUM(A1)', "'=1", "''-x", "'quoted'", "it's", 'a=b', "'"];
    for (const note of notes) await api.record({ kind: 'mood', value: 3, unit: '{score}', note });
    const file = await exportCsv();
    const cells = [...csvRecords(file)].slice(1).map(({ fields }) => fields);
    expect(cells.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    const fresh = file.replaceAll(api.rosa.id, '').replaceAll(/,[^,]*\r\n/g, ',\r\n');
    const other = await api.users.addResident({ name: 'José', timeZone: 'Europe/Berlin', language: 'es' });
    // Each of its own time: ten equal readings at once would be one.
    let minute = 10;
    const apart = fresh.replaceAll('T18:30:00', () => `T18:${String(minute++)}:00`);
    expect(counts(await importCsv(apart, '', other.id))).toEqual([10, 10, 0, 0]);
    const theirs = (await (await api.request(`/api/residents/${other.id}/vitals`)).json()) as Answer;
    expect(theirs.items.map(({ note }) => note).sort()).toEqual(notes.sort());
  });

  it('previews without storing, and says which line is wrong and why', async () => {
    const file = [
      HEADER,
      'heart-rate,2026-11-20T08:00:00Z,72,/min,,,,',
      'heart-rate,2026-11-20 09:00,73,/min,,,,in her own zone',
      'heart-rate,yesterday,72,/min,,,,',
      'heart-rate,2026-13-20T08:00:00Z,72,/min,,,,',
      'heart-rate,2036-11-20T08:00:00Z,72,/min,,,,',
      'heart-rate,2026-11-20T10:00:00Z,720,/min,,,,',
      'heart-rate,2026-11-20T10:00:00Z,"72,5",/min,,,,',
      '"body-temperature","2026-11-20T10:00:00Z","37","Cel","","","fasting",""',
      'blood-pressure,2026-11-20T10:00:00Z,80,mm[Hg],120,,,',
      'steps,2026-11-20T10:00:00Z,80,/min,,,,',
      'heart-rate,2026-11-20T11:00:00Z,74,/min,,,,"never closed',
    ].join('\r\n');
    const preview = await importCsv(file, '?preview=true');
    expect(counts(preview)).toEqual([11, 2, 0, 9]);
    expect(preview.body['problems']).toMatchObject([
      { line: 4, column: 'measuredAt' },
      { line: 5, column: 'measuredAt' },
      { line: 6, column: 'measuredAt' },
      { line: 7, column: 'value' },
      { line: 8, column: 'value' },
      { line: 9, column: 'meal' },
      { line: 10, column: 'diastolic' },
      { line: 11, column: 'kind' },
      { line: 12, column: null, detail: 'A quote in this line is never closed.' },
    ]);
    expect((await api.get('')).body.items).toEqual([]);
    expect(counts(await importCsv(file))).toEqual([11, 2, 0, 9]);
    expect(api.eventTypes()).toEqual(['readings.imported']);
    expect((await api.get('')).body.items.map(({ measuredAt }) => measuredAt)).toEqual([
      '2026-11-20T08:00:00.000Z',
      '2026-11-20T08:00:00.000Z',
    ]);
    expect((await api.get('/chart?kind=heart-rate&days=7')).body['series']).toMatchObject([
      { days: [{ localDate: '2026-11-20', count: 2, min: 72, max: 73 }] },
    ]);
  });

  it('takes a line that was entered by hand already, or stands twice in the file, for known', async () => {
    await api.record({ kind: 'mood', value: 4, unit: '{score}', measuredAt: '2026-11-20T08:00:00.000Z' });
    const line = (value: number) => `mood,2026-11-20T08:00:00Z,${String(value)},{score}`;
    expect(counts(await importCsv([HEADER, line(4), line(3), line(3)].join('\n')))).toEqual([3, 1, 2, 0]);
  });

  it('brings nothing back that was entered in error', async () => {
    const { id } = await api.record({ kind: 'mood', value: 4, unit: '{score}' });
    await api.remove(`/${id}`);
    const file = await exportCsv();
    expect(counts(await importCsv(file))).toEqual([1, 0, 1, 0]);
    const other = await api.users.addResident({ name: 'José', timeZone: 'Europe/Berlin', language: 'es' });
    expect(counts(await importCsv(file, '', other.id))).toEqual([1, 0, 0, 1]);
  });

  it.each(['', 'when,what\n1,2', `${HEADER.replace('unit', 'units')}\n`])(
    'answers 422 for a file without the columns it needs (%o)',
    async (file) => {
      expect((await importCsv(file)).status).toBe(422);
    },
  );

  it('reads a file of megabytes, but not any file', async () => {
    const header = (bytes: number) => ({ 'content-type': 'text/csv', 'content-length': String(bytes) });
    const post = (bytes: number, suffix: string) =>
      api.request(api.path(suffix), { method: 'POST', headers: header(bytes), body: HEADER });
    expect((await post(4 * 1024 * 1024, '/import')).status).toBe(200);
    expect((await post(4 * 1024 * 1024 + 1, '/import')).status).toBe(413);
    expect((await post(64 * 1024 + 1, '')).status).toBe(413);
  });
});
