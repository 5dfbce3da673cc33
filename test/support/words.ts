/** What is written in an element, piece by piece with one space between, as it would be read aloud. */
export function wordsOf(element: Element): string {
  const pieces: string[] = []
  const collect = (node: Node): void => {
    if (node.nodeType === Node.TEXT_NODE) pieces.push(node.textContent ?? '')
    else for (const child of node.childNodes) collect(child)
  }
  collect(element)
  return pieces
    .map((piece) => piece.trim().replace(/\s+/g, ' '))
    .filter(Boolean)
    .join(' ')
}
