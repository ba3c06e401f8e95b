import sax, { type SAXParser } from 'sax';
import { type Kind, type Place, refuse, type Source } from './source.ts';

const DEPTH_MAX = 32;
const OPTIONS = { trim: true, position: true, strictEntities: true };

/** An element of a document, with the line it begins on. Attributes are not kept: nothing that is read here has a meaning in one. */
export interface XmlElement extends Place {
  /** Without its prefix. */
  readonly name: string;
  readonly children: readonly XmlElement[];
  /** The text directly inside, without space around it. */
  readonly text: string;
}

type Handlers = Partial<Pick<SAXParser, 'onerror' | 'ondoctype' | 'onopentag' | 'onclosetag' | 'ontext' | 'oncdata'>>;

interface OpenElement extends XmlElement {
  readonly children: XmlElement[];
  text: string;
}

/**
 * Reads a whole document into a tree. What is not well-formed, ends early or declares a document type is refused with
 * its line; the five entities of XML itself and numbered characters are the only ones there are.
 */
export function parseXml(source: Source): XmlElement {
  const parser = sax.parser(true, OPTIONS);
  const open: OpenElement[] = [];
  let root: XmlElement | undefined;
  const here = (): Place => ({ source, at: `line ${parser.line + 1}` });
  const addText = (text: string): void => {
    const inside = open.at(-1);
    if (inside) inside.text += text;
  };
  const handlers: Handlers = {
    onerror: ({ message }) => refuse(here(), `not well-formed: ${message.split('\n')[0] ?? ''}`),
    ondoctype: () => refuse(here(), 'a document type is declared; expected none'),
    onopentag: ({ name }) => {
      if (open.length >= DEPTH_MAX) refuse(here(), `elements are more than ${DEPTH_MAX} deep`);
      const element = { ...here(), name: name.slice(name.indexOf(':') + 1), children: [], text: '' };
      open.at(-1)?.children.push(element);
      open.push(element);
      root ??= element;
    },
    onclosetag: () => void open.pop(),
    ontext: addText,
    oncdata: addText,
  };
  Object.assign(parser, handlers);
  parser.write(source.text.replace(/^\uFEFF/, '')).close();
  return root ?? refuse({ source, at: 'line 1' }, 'there is no element');
}

/** The only child of a name. */
export function child(element: XmlElement, name: string): XmlElement {
  return childIfThere(element, name) ?? refuse(element, `${element.name} has no ${name}`);
}

/** The only child of a name, or null. */
export function childIfThere(element: XmlElement, name: string): XmlElement | null {
  const [found, another] = childrenOf(element, name);
  if (another) refuse(another, `${element.name} has a second ${name}; expected one`);
  return found ?? null;
}

export function childrenOf({ children }: XmlElement, name: string): XmlElement[] {
  return children.filter((one) => one.name === name);
}

/** The value that the text of the only child of a name stands for. */
export function valueOf<T>(element: XmlElement, name: string, kind: Kind<T>): T {
  const found = child(element, name);
  return kind.parse(found.text) ?? refuse(found, `${name} "${found.text}" is not ${kind.is}`);
}
