// The two text codecs that every runtime of the program has and that the ES library does not declare.
interface TextDecoder {
  decode(bytes: Uint8Array): string
}
declare const TextDecoder: {
  new (label: 'utf-8', options: { fatal: boolean; ignoreBOM: boolean }): TextDecoder
}
interface TextEncoder {
  encode(text: string): Uint8Array
}
declare const TextEncoder: { new (): TextEncoder }
