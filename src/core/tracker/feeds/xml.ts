/** Text as XML shows it; it must hold no control characters, which XML has no way to write. */
export function xmlText(text: string): string {
  return text.replaceAll(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`)
}

/** An element around text, on a line of its own. */
export function element(name: string, text: string, attributes = ''): string {
  return `<${name}${attributes}>${xmlText(text)}</${name}>`
}

export const XML_HEAD = '<?xml version="1.0" encoding="utf-8"?>'
