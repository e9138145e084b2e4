/** What a JSON text says; a mark before it, as some editors write one, is read over. @throws SyntaxError */
export const parseJson = (text: string) => JSON.parse(text.replace(/^\ufeff/, ''));
