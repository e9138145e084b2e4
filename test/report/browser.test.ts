import { existsSync, writeFileSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { companySheet, openStudy, reportRun, runStudy, type Study, sheetHtml } from '../../src/index.js';
import { copyFoshan, edit } from '../fixtures/foshan-study.js';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);
/** Words of the study's own documents, which have one language. */
const OWN_WORDS: string[] = [];
const HOSTILE = '<img src=x onerror=alert(1)><script>alert(2)</script>';

if (executablePath === undefined) console.log('No browser here: the report is not opened in one.');

describe.skipIf(executablePath === undefined)('the report in a browser', () => {
  let browser: Browser;
  let page: Page;
  let file: string;
  let study: Study;
  const said: string[] = [];
  const asked: string[] = [];

  beforeAll(async () => {
    const folder = copyFoshan(5000);
    const first = '佛山市兴航例电子有限公司';
    edit(folder, 'companies.csv', (text) => text.replace(first, HOSTILE.replaceAll(',', '')));
    study = await openStudy(folder);
    const { run } = (await runStudy(study)).manifest;
    file = (await reportRun(study, { run, validation: {} })).file;
    browser = await chromium.launch({ executablePath: executablePath!, args: ['--no-sandbox'] });
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    page.on('dialog', (dialog) => said.push(dialog.message()));
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(`file://${file}`);
  });

  afterAll(() => browser.close());

  const firstCells = () => page.locator('#targets tbody tr:first-child > *').allTextContents();
  const column = (place: number) =>
    page.locator(`#targets tbody tr > :nth-child(${place})`).allTextContents();

  it('says nothing on the console and asks for nothing but itself', () => {
    expect(said).toEqual([]);
    expect(asked).toEqual([`file://${file}`]);
  });

  it('shows a hostile name as text', async () => {
    expect((await firstCells())[1]).toBe(HOSTILE);
    expect(await page.locator('#targets img').count()).toBe(0);
  });

  it('switches the language of every text, the drawings and the list', async () => {
    expect(await page.locator('h1').innerText()).toBe('Foshan (synthetic sample)');
    await page.click('[data-speak=zh]');
    expect(await page.locator('h1').innerText()).toBe('佛山（合成样例）');
    expect(await page.title()).toContain('报告');
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    expect(await page.locator('#targets thead').innerText()).toContain('企业名称');
    const shown = (await page.locator('main').innerText()).split('\n');
    expect(shown.filter((line) => /\b(the|firms|and)\b/i.test(line) && !/[（：]/.test(line))).toEqual(
      OWN_WORDS,
    );
    await page.click('[data-speak=en]');
    expect(await page.locator('h2').allInnerTexts()).toContain('Target list');
  });

  it('finds firms by every word given', async () => {
    const found = () => page.locator('#found').innerText();
    await page.fill('#search', 'R8 狮山');
    await expect.poll(found).not.toMatch(/^75 of/);
    const tiers = await column(3);
    expect(new Set(tiers)).toEqual(new Set(['R8']));
    expect(await found()).toBe(`${tiers.length} of 75 firms`);
    await page.fill('#search', '');
    await expect.poll(found).toBe('75 of 75 firms');
  });

  it('sorts by a column, numbers as numbers, and back', async () => {
    const title = page.locator('#targets thead th:nth-child(4)');
    const lines = async () => (await column(4)).map((text) => Number(text.replaceAll(',', '')));
    await title.locator('button').click();
    const rising = await lines();
    expect(rising).toEqual([...rising].sort((a, b) => a - b));
    expect(await title.getAttribute('aria-sort')).toBe('ascending');
    await title.locator('button').click();
    expect((await lines())[0]).toBe(1_540_000);
    expect(await title.getAttribute('aria-sort')).toBe('descending');
  });

  it('is worked by keyboard: every control is reached by Tab', async () => {
    await page.reload();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.className')).toBe('skip');
    const controls = 'a[href], button:not([disabled]), input, summary';
    const all = await page.locator(controls).count();
    const reached = new Set<number>();
    for (let i = 0; i < all + 5; i++) {
      const at = await page.evaluate<number>(
        `[...document.querySelectorAll('${controls}')].indexOf(document.activeElement)`,
      );
      if (at >= 0) reached.add(at);
      await page.keyboard.press('Tab');
    }
    expect(reached.size).toBe(all);
  });

  it('names every drawing and table, and gives every field a label', async () => {
    const nameless = await page.evaluate(`[
      ...document.querySelectorAll('table:not(:has(caption))'),
      ...[...document.querySelectorAll('input')].filter(({ labels }) => labels.length === 0),
      ...[...document.querySelectorAll('figure')].filter((figure) => document.getElementById(figure.getAttribute('aria-labelledby')) === null),
    ].map((element) => element.outerHTML.slice(0, 80))`);
    expect(nameless).toEqual([]);
    expect(await page.locator('figure:not(:has(figcaption b:not(:empty)))').count()).toBe(0);
  });

  it('fits a phone: only tables and drawings scroll sideways', async () => {
    await page.setViewportSize({ width: 390, height: 800 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  it('opens the sheet of a firm as quietly, and prints it on one page', async () => {
    const id = (await firstCells())[0]!;
    const sheet = file.replace('report.html', 'sheet.html');
    writeFileSync(sheet, await sheetHtml(await companySheet(study, id), 'zh'));
    const other = await browser.newPage();
    other.on('console', (message) => said.push(message.text()));
    other.on('request', (request) => asked.push(request.url()));
    await other.goto(`file://${sheet}`);
    expect(said).toEqual([]);
    expect(asked.filter((url) => !url.endsWith('report.html'))).toEqual([`file://${sheet}`]);
    const pdf = await other.pdf({ preferCSSPageSize: true });
    expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1);
    await other.close();
  });

  it('prints the whole list on A4', async () => {
    await page.evaluate(`dispatchEvent(new Event('beforeprint'))`);
    expect(await page.locator('#targets tbody tr').count()).toBe(75);
    await page.evaluate(`dispatchEvent(new Event('afterprint'))`);
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 4).toString()).toBe('%PDF');
    await page.emulateMedia({ media: 'print' });
    const shown = await page.locator('#targets thead th:visible').allInnerTexts();
    expect(shown).toHaveLength(11);
    // A form control in the head keeps Chromium from repeating it on every page.
    const display = `getComputedStyle(document.querySelector('#targets thead button')).display`;
    expect(await page.evaluate(display)).toBe('contents');
    await page.emulateMedia({ media: null });
  });
});
