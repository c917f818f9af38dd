/** Text that is already markup; only `element` and `fragment` create it, so that everything is escaped. */
export class Markup {
	private constructor(readonly text: string) {}

	/** Wraps text that this package wrote itself, such as its style sheet; never any input. */
	static trusted(text: string): Markup {
		return new Markup(text);
	}
}

/** The content of an element: markup is kept, text and numbers are escaped, null and undefined are empty. */
export type Child = Markup | string | number | null | undefined | readonly Child[];

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Elements of HTML without an end tag. */
const empty: ReadonlySet<string> = new Set(['br', 'col', 'img', 'link', 'meta']);

/**
 * One element with its attributes and children; an attribute that is undefined is left out.
 *
 * @example element('b', { class: 'x' }, '1 < 2').text // '<b class="x">1 &lt; 2</b>'
 */
export function element(name: string, attributes: Attributes, ...children: Child[]): Markup {
	let start = `<${name}`;
	for (const [attribute, value] of Object.entries(attributes)) {
		if (value !== undefined) start += ` ${attribute}="${escapeText(String(value))}"`;
	}
	if (empty.has(name)) return Markup.trusted(`${start}>`);
	return Markup.trusted(`${start}>${textOf(children)}</${name}>`);
}

/** Several children without an element around them. */
export function fragment(...children: Child[]): Markup {
	return Markup.trusted(textOf(children));
}

function textOf(child: Child): string {
	if (child === null || child === undefined) return '';
	if (child instanceof Markup) return child.text;
	if (typeof child === 'string') return escapeText(child);
	if (typeof child === 'number') return String(child);
	return child.map(textOf).join('');
}

const entities: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

/** Control characters, which HTML forbids, and marks that turn the direction of the text around them. */
const unwritable =
	/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** Text that is safe in an element and in a quoted attribute. */
export function escapeText(text: string): string {
	return text
		.replace(unwritable, '')
		.replace(/\p{Surrogate}/gu, '\ufffd')
		.replace(/[&<>"']/g, (character) => entities[character]);
}
