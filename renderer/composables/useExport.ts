import { tryOnScopeDispose } from '@vueuse/core'
import { shallowRef, toValue, type MaybeRefOrGetter } from 'vue'
import type { CalendarPeriod } from '../../shared/calendar-period.ts'
import type { CheckedExportInput, ExportDone, ExportFormat, ExportPreview } from '../../shared/exports.ts'
import type { Language } from '../../shared/languages.ts'
import { isCancelled, toFailure, type Failure } from './failure.ts'
import { useAnswer } from './useAnswer.ts'
import { useClient } from './useClient.ts'
import { useConnection } from './useConnection.ts'
import { usePreferences } from './usePreferences.ts'
import { useTask } from './useTask.ts'

/** What a person wants of the days. */
export type ExportWish = Pick<CheckedExportInput, 'formats' | 'delimiter' | 'withBom' | 'language'>
type Place = CheckedExportInput['place']

interface ExportOptions {
  span: MaybeRefOrGetter<CalendarPeriod>
  /** Whether the host asks where to by a dialog of its own; else the page fetches the files. */
  hasDialogs: MaybeRefOrGetter<boolean>
  /** Of the page: documents follow it until another is chosen. */
  ownLanguage: MaybeRefOrGetter<Language>
}

/** How far an export is: being chosen, asked where to, written, in doubt as files are there already, or done. */
type ExportStep =
  | { step: 'choosing' | 'asking' | 'writing' }
  | { step: 'exists'; place: Place; wish: ExportWish }
  | { step: 'done'; done: ExportDone }

/** Reports of a span as files: what they would hold, and the way to write them. */
export function useExport({ span, hasDialogs, ownLanguage }: ExportOptions) {
  const { api, on } = useClient()
  const { sourceId } = useConnection()
  const { running, cancel } = useTask('export')
  const { exportChoices } = usePreferences()
  const state = shallowRef<ExportStep>({ step: 'choosing' })
  const failure = shallowRef<Failure | null>(null)
  const isStopped = shallowRef(false)

  const preview = useAnswer<ExportPreview>({
    question: () => Object.values(toValue(span)).join(),
    sourceId,
    read: () => {
      const { from, to } = toValue(span)
      return api.previewExport({ from, to })
    },
  })
  void preview.load()
  tryOnScopeDispose(on('reports', () => void preview.load()))

  function namesOf(formats: readonly ExportFormat[]): string[] {
    return (preview.answer.value?.files ?? []).flatMap(({ format, names }) =>
      formats.includes(format) ? names : [],
    )
  }

  function forget(): void {
    failure.value = null
    isStopped.value = false
  }

  /** Null where the page fetches the files, undefined where a person chose nothing. */
  async function askPlace(wish: ExportWish): Promise<Place | undefined> {
    if (!toValue(hasDialogs)) return null
    const { folder } = exportChoices.value
    const [name, ...others] = namesOf(wish.formats)
    if (name === undefined || others.length > 0) {
      const { path } = await api.choosePlace({ what: 'folder', folder })
      return path === null ? undefined : { folder: path }
    }
    const { path } = await api.choosePlace({ what: 'save', name, folder })
    return path === null ? undefined : { file: path }
  }

  /** Asks where to, and writes. */
  async function start(wish: ExportWish): Promise<void> {
    if (['asking', 'writing'].includes(state.value.step)) return
    forget()
    state.value = { step: 'asking' }
    try {
      const place = await askPlace(wish)
      if (place === undefined) {
        state.value = { step: 'choosing' }
        return
      }
      const { formats, delimiter, withBom } = wish
      const folder = folderOf(place) ?? exportChoices.value.folder
      const language = wish.language === toValue(ownLanguage) ? null : wish.language
      exportChoices.value = { formats, delimiter, withBom, folder, language }
      // Where one file is saved the system's dialog has asked already.
      await write(wish, place, place !== null && 'file' in place)
    } catch (error) {
      failure.value = toFailure(error)
      state.value = { step: 'choosing' }
    }
  }

  async function write(wish: ExportWish, place: Place, replace: boolean): Promise<void> {
    forget()
    state.value = { step: 'writing' }
    try {
      const { from, to } = toValue(span)
      state.value = { step: 'done', done: await api.exportReports({ from, to, ...wish, place, replace }) }
    } catch (error) {
      const why = toFailure(error)
      const isThere = why.kind === 'error' && why.code === 'file_exists'
      state.value = isThere && !replace ? { step: 'exists', place, wish } : { step: 'choosing' }
      if (isCancelled(why)) isStopped.value = true
      else if (state.value.step === 'choosing') failure.value = why
    }
  }

  async function replace(): Promise<void> {
    if (state.value.step === 'exists') await write(state.value.wish, state.value.place, true)
  }

  function back(): void {
    forget()
    state.value = { step: 'choosing' }
  }

  return {
    preview,
    state,
    failure,
    isStopped,
    running,
    cancel,
    namesOf,
    start,
    replace,
    back,
    reveal: (file: string) => api.showInFolder({ file }).catch(() => undefined),
  }
}

/** The folder of a chosen place, on any system; null where it is none. */
function folderOf(place: Place): string | null {
  if (place === null) return null
  if ('folder' in place) return place.folder
  return place.file.replace(/[\\/][^\\/]*$/, '') || null
}
