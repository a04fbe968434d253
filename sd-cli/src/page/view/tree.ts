/**
 * What the page consists of, as data: printed as HTML on the server, made into nodes in the browser.
 *
 * Names of elements and attributes are literals of this program; everything else is text. There is no
 * way to say markup, a style, a script or a handler, so that no name from outside can become one.
 */

type Tag =
  | 'a'
  | 'bdi'
  | 'button'
  | 'caption'
  | 'code'
  | 'dd'
  | 'div'
  | 'dl'
  | 'dt'
  | 'footer'
  | 'form'
  | 'h1'
  | 'h2'
  | 'h3'
  | 'header'
  | 'input'
  | 'label'
  | 'li'
  | 'main'
  | 'nav'
  | 'p'
  | 'section'
  | 'small'
  | 'span'
  | 'strong'
  | 'table'
  | 'tbody'
  | 'td'
  | 'th'
  | 'thead'
  | 'tr'
  | 'ul';

type AttributeName =
  | `aria-${'current' | 'disabled' | 'expanded' | 'hidden' | 'label' | 'live' | 'pressed' | 'sort'}`
  | `data-${'action' | 'key' | 'nav' | 'tone'}`
  | 'action'
  | 'autocomplete'
  | 'class'
  | 'colspan'
  | 'for'
  | 'href'
  | 'id'
  | 'name'
  | 'placeholder'
  | 'role'
  | 'scope'
  | 'spellcheck'
  | 'tabindex'
  | 'title'
  | 'type'
  | 'value';

export type Attributes = Readonly<Partial<Record<AttributeName, string>>>;

/** A string is text. `data-key` names a branch among its siblings, so that it is the same one after a move. */
export type Tree = Branch | string;

export interface Branch {
  readonly tag: Tag;
  readonly attributes: Attributes;
  readonly children: readonly Tree[];
}

/** What is undefined or false is left out. */
export function h(
  tag: Tag,
  attributes: Readonly<Partial<Record<AttributeName, string | undefined>>>,
  ...children: readonly (Tree | readonly Tree[] | undefined | false)[]
): Branch {
  const said = Object.entries(attributes).filter(([, value]) => value !== undefined);
  return {
    tag,
    attributes: Object.fromEntries(said),
    children: children
      .flat()
      .flatMap((child) => (child === undefined || child === false || child === '' ? [] : [child])),
  };
}
