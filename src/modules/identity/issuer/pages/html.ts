/** A piece of HTML. What is put into one is escaped, unless it is one itself. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | number | Html | readonly Html[] | null;

export function html(pieces: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(pieces.reduce((text, piece, index) => `${text}${printed(parts[index - 1] ?? null)}${piece}`));
}

/** A whole page in the house style. Nothing in it is inline, and nothing in it runs. */
export function page({ title, content }: { title: string; content: Html }): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Holdfast</title>
        <link rel="stylesheet" href="/oidc/page.css" />
      </head>
      <body>
        <main>${content}</main>
      </body>
    </html>`.text;
}

function printed(part: Part): string {
  if (part === null) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map(({ text }) => text).join('');
  return String(part).replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
