/**
 * What the page does by itself: switches the language, sorts, searches and pages through the target list. Names reach the
 * page as text only.
 */
export const SCRIPT = `'use strict';
(() => {
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const wordIn = (words) => (Array.isArray(words) ? words[root.dataset.lang === 'zh' ? 1 : 0] : words);
  const zh = () => root.dataset.lang === 'zh';
  const listeners = [];
  const speak = (lang) => {
    root.dataset.lang = lang;
    root.lang = lang === 'zh' ? 'zh-CN' : 'en';
    for (const button of document.querySelectorAll('[data-speak]'))
      button.setAttribute('aria-pressed', String(button.dataset.speak === lang));
    document.title = root.dataset['title' + (lang === 'zh' ? 'Zh' : 'En')];
    for (const listener of listeners) listener();
  };
  for (const button of document.querySelectorAll('[data-speak]'))
    button.addEventListener('click', () => speak(button.dataset.speak));

  let opened = [];
  addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll('details:not([open])')];
    for (const more of opened) more.open = true;
  });
  addEventListener('afterprint', () => { for (const more of opened) more.open = false; });

  const data = byId('target-data');
  if (data !== null) list(JSON.parse(data.textContent));
  speak(root.dataset.lang);

  function list({ rows, columns }) {
    const PAGE = 50;
    const PRINTED = 10000;
    const cell = (column, row) => (column.values ? column.values[row] : wordIn(column.words[column.at[row]]));
    const isNumber = (column) => column.values !== undefined && column.values.some((v) => typeof v === 'number');
    const keyOf = (column, row) => {
      const value = cell(column, row);
      return column.name === 'tier' ? Number(String(value).slice(1)) : value;
    };
    let order = Array.from({ length: rows }, (_, i) => i);
    let shown = order;
    let page = 0;
    let sorted = null;
    const head = document.querySelector('#targets thead tr');
    const body = document.querySelector('#targets tbody');
    const titles = columns.map((column, c) => {
      const th = document.createElement('th');
      th.scope = 'col';
      th.className = (isNumber(column) ? 'n' : 'w') + (column.more ? ' more' : '');
      const button = document.createElement('button');
      button.type = 'button';
      button.addEventListener('click', () => sortBy(c));
      th.append(button);
      head.append(th);
      return { th, button };
    });
    const texts = () => Array.from({ length: rows }, (_, r) =>
      columns.map((column) => String(cell(column, r) ?? '')).join('\\n').toLowerCase());
    let text = null;
    function search() {
      text ??= texts();
      const words = byId('search').value.toLowerCase().replace(/(\\d),(?=\\d{3})/g, '$1').split(/\\s+/).filter(Boolean);
      shown = order.filter((row) => words.every((word) => text[row].includes(word)));
      page = 0;
      draw();
    }
    function sortBy(c) {
      const falling = sorted !== null && sorted.c === c && !sorted.falling;
      sorted = { c, falling };
      const column = columns[c];
      const collator = new Intl.Collator(zh() ? 'zh-CN' : 'en');
      const compare = (a, b) => {
        const [x, y] = [keyOf(column, a), keyOf(column, b)];
        if (x === y) return a - b;
        if (x === null || x === undefined) return 1;
        if (y === null || y === undefined) return -1;
        const way = typeof x === 'number' ? x - y : collator.compare(x, y);
        return (falling ? -way : way) || a - b;
      };
      order = [...order].sort(compare);
      search();
    }
    function draw(all = false) {
      const pages = Math.max(1, Math.ceil(shown.length / PAGE));
      page = Math.min(page, pages - 1);
      const some = all ? shown.slice(0, PRINTED) : shown.slice(page * PAGE, (page + 1) * PAGE);
      body.replaceChildren(...some.map((row) => {
        const tr = document.createElement('tr');
        columns.forEach((column, c) => {
          const td = document.createElement(c === 0 ? 'th' : 'td');
          if (c === 0) td.scope = 'row';
          const value = cell(column, row);
          td.className = (isNumber(column) ? 'n' : String(value ?? '').length > 60 ? 'w long' : 'w') + (column.more ? ' more' : '');
          td.textContent = value === null || value === undefined ? '' : typeof value === 'number' ? value.toLocaleString('en-US') : value;
          tr.append(td);
        });
        return tr;
      }));
      titles.forEach(({ th, button }, c) => {
        button.textContent = wordIn(columns[c].title) + (sorted?.c === c ? (sorted.falling ? ' ↓' : ' ↑') : '');
        th.setAttribute('aria-sort', sorted?.c === c ? (sorted.falling ? 'descending' : 'ascending') : 'none');
      });
      byId('found').value = zh() ? '共' + rows + '家，显示' + shown.length + '家' : shown.length + ' of ' + rows + ' firms';
      const cut = Math.min(shown.length, PRINTED);
      byId('printed').textContent = !all || cut === rows ? '' : zh() ? '共' + rows + '家，打印' + cut + '家' : cut + ' of ' + rows + ' firms are printed';
      byId('page').value = (page + 1) + ' / ' + pages;
      byId('previous').disabled = page === 0;
      byId('next').disabled = page >= pages - 1;
    }
    let wait;
    byId('search').addEventListener('input', () => {
      clearTimeout(wait);
      wait = setTimeout(search, rows > 2000 ? 150 : 0);
    });
    byId('previous').addEventListener('click', () => { page--; draw(); });
    byId('next').addEventListener('click', () => { page++; draw(); });
    addEventListener('beforeprint', () => draw(true));
    addEventListener('afterprint', () => draw());
    listeners.push(() => { text = null; search(); });
  }
})();
`;
