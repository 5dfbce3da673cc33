import type { IssueCode } from './figures.ts'
import type { Language } from './languages.ts'
import { exportWords as english, type ExportWords } from './words/en-export.ts'
import { issues as englishIssues } from './words/en-issues.ts'
import { exportWords as chinese } from './words/zh-export.ts'
import { issues as chineseIssues } from './words/zh-issues.ts'

/** What documents of daily reports say in a language. */
export const wordsOfExport: Record<Language, ExportWords> = { en: english, zh: chinese }

const issues = { en: englishIssues, zh: chineseIssues }

/** What an issue is, in words; its code where another version knows more of them. */
export function issueName(code: string, language: Language): string {
  return issues[language][code as IssueCode]?.what ?? code
}
