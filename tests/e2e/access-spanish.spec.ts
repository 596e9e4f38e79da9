/** A home that speaks Spanish: its first run, and every page of the mirror about who may come in, in its words. */
import { expect, test, type Page } from '@playwright/test';
import { aDataFolder, startHub, type HubProcess } from '../fixtures/hub.ts';
import { aScreen, button, closeScreens, complaints, link, look, scanned, SLOWLY } from './look.ts';
import { MIRROR, PHONE } from './page.ts';

test.describe.configure({ mode: 'serial' });
test.use({ actionTimeout: 10_000 });

const folder = aDataFolder();
let hub: HubProcess;
let mirror: Page;
let owner: Page;
test.beforeAll(async ({ browser }) => {
  hub = await startHub({ dataFolder: folder.path, isLeftAlone: true });
  mirror = await aScreen(browser, MIRROR, { locale: 'es-ES' });
  owner = await aScreen(browser, PHONE, { locale: 'es-ES' });
});
test.afterAll(async ({ browser }) => {
  await closeScreens(browser);
  await hub.end('SIGTERM');
  folder.remove();
});
test.afterEach(() => {
  expect(complaints.splice(0)).toEqual([]);
});

test('the first run, all in Spanish', async () => {
  test.setTimeout(120_000);
  const [, url = ''] = / Mirror {2}(http\S+)\n/.exec(hub.output()) ?? [];
  await mirror.goto(url);
  await mirror.waitForURL('**/mirror/setup');
  const address = await scanned(mirror);
  await look(mirror, 'es-mirror-setup');
  await owner.goto(address);
  await look(owner, 'es-pair-device');
  await button(owner, 'Siguiente').click(SLOWLY);
  await owner.getByRole('textbox', { name: '¿Cómo se llama usted?' }).fill('Ana');
  await button(owner, 'Siguiente').click(SLOWLY);
  await owner.waitForURL('**/setup');
  await expect(mirror.getByRole('heading', { name: 'El teléfono de Ana está aquí.' })).toBeVisible();
  await look(mirror, 'es-mirror-setup-claimed');
  await owner.getByRole('radio', { name: 'Yo' }).check();
  for (const name of ['es-setup-who', 'es-setup-name', 'es-setup-zone']) {
    await look(owner, name);
    await button(owner, 'Siguiente').click(SLOWLY);
  }
  await expect(owner.getByRole('radio', { name: 'Español' })).toBeChecked();
  await look(owner, 'es-setup-language');
  await button(owner, 'Terminar').click(SLOWLY);
  await expect(owner.getByText('Betti está lista')).toBeVisible();
  await mirror.waitForURL('**/mirror');
  await expect(mirror.locator('html')).toHaveAttribute('lang', 'es');
  await look(mirror, 'es-mirror-home');
});

test('someone is let in, looked at and signed out at the mirror, all in Spanish', async ({ browser }) => {
  test.setTimeout(120_000);
  await link(mirror, 'Personas').click();
  await link(mirror, 'Dejar entrar a alguien').click();
  await look(mirror, 'es-mirror-invite');
  await button(mirror, 'Alguien que ayuda a cuidar').click();
  const address = await scanned(mirror);
  await look(mirror, 'es-mirror-invite-code');
  const phone = await aScreen(browser, PHONE, { locale: 'es-ES' });
  await phone.goto(address);
  await button(phone, 'Siguiente').click(SLOWLY);
  await phone.getByRole('textbox', { name: '¿Cómo se llama usted?' }).fill('María José');
  await button(phone, 'Siguiente').click(SLOWLY);
  await expect(mirror.getByText('María José quiere entrar')).toBeVisible();
  await look(mirror, 'es-mirror-prompt');
  await look(phone, 'es-pair-waiting');
  await button(mirror, 'Sí, dejar entrar').click();
  await expect(phone.getByRole('heading', { level: 1 })).toContainText('Ana');

  await link(mirror, 'Volver').click();
  await look(mirror, 'es-mirror-people');
  await link(mirror, 'Quién ha mirado').click();
  await look(mirror, 'es-mirror-looked');
  await link(mirror, 'Volver').click();
  await link(mirror, 'María José').click();
  await expect(mirror.getByRole('switch', { name: /Medidas/ })).toBeChecked();
  await look(mirror, 'es-mirror-person');
  await button(mirror, /Cerrar sesión/).click();
  await look(mirror, 'es-mirror-sign-out');
  await button(mirror, 'Sí, cerrar').click();
  await expect(phone.getByRole('heading', { name: 'Este aparato ya no está dentro' })).toBeVisible();
  await look(phone, 'es-pair-signed-out');
});
