import { describe, expect, it } from 'vitest';
import { html, say, trusted } from '../../src/report/html.js';
import { jsonData, packTable } from '../../src/report/target-part.js';

describe('html', () => {
  it('escapes what is put into it, also in attributes and lists', () => {
    const hostile = `<img src=x onerror="alert('1')">&`;
    const safe = '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;';
    expect(html`<p title="${hostile}">${[hostile, 1]}</p>`.html).toBe(`<p title="${safe}">${safe}1</p>`);
  });

  it('keeps pieces of HTML as they are, and nothing for nothing', () => {
    expect(html`<b>${html`<i>${'a<b'}</i>`}${null}${undefined}${trusted('<br>')}</b>`.html).toBe(
      '<b><i>a&lt;b</i><br></b>',
    );
  });

  it('takes control characters out of texts', () => {
    expect(html`${'a\u0000b\u001b[31mc'}`.html).toBe('a b [31mc');
  });

  it('says a text once where both languages say the same', () => {
    expect(say('AUC', 'AUC').html).toBe('AUC');
    expect(say('town', '镇').html).toBe('<span lang="en">town</span><span lang="zh">镇</span>');
  });
});

describe('the packed list', () => {
  const table = (industry: string, other: string) => ({
    columns: ['company_id', 'name', 'industry_id', 'industry', 'line_amount', 'flags'],
    rows: [
      ['a', '甲', 'x', industry, 100, null],
      ['b', '乙', 'x', industry, 100, null],
      ['c', '丙', 'y', other, 200, null],
      ['d', '丁', 'y', other, 300, null],
    ],
  });

  it('holds repeated texts once in both languages, numbers as numbers, and no empty column', () => {
    expect(packTable(table('Ceramics', 'Others'), table('陶瓷', '其他'))).toEqual([
      { name: 'company_id', title: ['Company id', '企业代码'], values: ['a', 'b', 'c', 'd'] },
      { name: 'name', title: ['Name', '企业名称'], values: ['甲', '乙', '丙', '丁'] },
      { name: 'line_amount', title: ['Line', '额度'], values: [100, 100, 200, 300] },
      {
        name: 'industry',
        title: ['Industry', '产业'],
        words: [
          ['Ceramics', '陶瓷'],
          ['Others', '其他'],
        ],
        at: [0, 0, 1, 1],
      },
    ]);
  });

  it('cannot end the script it stands in', () => {
    const { html: text } = jsonData({ name: '</script><script>alert(1)</script>\u2028' });
    expect(text).not.toMatch(/[<\u2028]/);
    expect(JSON.parse(text).name).toBe('</script><script>alert(1)</script>\u2028');
  });

  it('has no characters that steer what stands beside a name', () => {
    const { html: text } = jsonData({ words: ['\u202egnp.exe', '佛山\u001b[31m', null], n: 1 });
    expect(JSON.parse(text)).toEqual({ words: [' gnp.exe', '佛山 [31m', null], n: 1 });
  });
});
