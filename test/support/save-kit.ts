import type { VueWrapper } from '@vue/test-utils'
import { vi } from 'vitest'
import { wordsOf } from './words.ts'

/** A file that the page gave to its host. */
export interface GivenFile {
  name: string
  type: string
  text: string
}

/** Opens what a card offers to copy or to save, by its title, and says what there is. */
export async function openSaveMenu(page: VueWrapper, title: string): Promise<HTMLElement[]> {
  const label = `${title}: copy or save`
  await page
    .findAll('button')
    .find((one) => one.attributes('aria-label') === label)!
    .trigger('click')
  return vi.waitUntil(() => {
    const items = [...document.querySelectorAll<HTMLElement>(`[role="menu"] [role="menuitem"]`)]
    return items.length > 0 && items
  })
}

/** Chooses one of them. */
export async function chooseToSave(page: VueWrapper, title: string, choice: string): Promise<void> {
  const items = await openSaveMenu(page, title)
  items.find((item) => wordsOf(item) === choice)!.click()
  await vi.waitUntil(() => document.querySelector('[role="menu"]') === null)
}

/** From now on files that the page gives to its host are kept here, until mocks are restored. */
export function keepFiles(): () => Promise<GivenFile[]> {
  const blobs: Blob[] = []
  const given: { name: string; blob: Blob }[] = []
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    blobs.push(blob as Blob)
    return `blob:test/${blobs.length - 1}`
  })
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    given.push({ name: this.download, blob: blobs[Number(this.href.split('/').at(-1))]! })
  })
  return () =>
    Promise.all(
      given.map(async ({ name, blob }) => ({
        name,
        type: blob.type,
        // `text()` would drop the mark at the beginning.
        text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(await blob.arrayBuffer()),
      })),
    )
}
