import { wordsOfExport } from '../../../../shared/export-words.ts'
import type { ExportTable } from '../../../../shared/exports.ts'
import type { Language } from '../../../../shared/languages.ts'
import type { ExportWords } from '../../../../shared/words/en-export.ts'

/** What a workbook says besides what all documents say. */
interface SheetWords {
  sheets: Record<ExportTable | 'summary' | 'passport', string>
  from: string
  to: string
  approximateDays: string
  callsADay: string
  callsOfBusiest: string
  sampleMeaning: string
  cutTexts: string
  chart(points: number, sheet: string): string
}

/** The words of a workbook. Names of columns are the report's in every language. */
export interface WorkbookWords extends SheetWords {
  all: ExportWords
  language: Language
}

const english: SheetWords = {
  sheets: {
    summary: 'Summary',
    days: 'Days',
    endpoints: 'Endpoints',
    statuses: 'Statuses',
    hours: 'Hours',
    users: 'Users',
    passport: 'Passport',
  },
  from: 'First day',
  to: 'Last day',
  approximateDays: 'Approximate days',
  callsADay: 'Calls a day',
  callsOfBusiest: 'Calls on that day',
  sampleMeaning: 'Whether the data is sample data',
  cutTexts: 'Texts too long for a cell, cut, with their length at the end',
  chart: (points, sheet) => `${points} columns, oldest first. Their figures are on the sheet ${sheet}.`,
}

const chinese: SheetWords = {
  sheets: {
    summary: '摘要',
    days: '各日',
    endpoints: '接口',
    statuses: '状态',
    hours: '各小时',
    users: '用户',
    passport: '关于此文件',
  },
  from: '第一天',
  to: '最后一天',
  approximateDays: '近似的天数',
  callsADay: '日均调用',
  callsOfBusiest: '当天调用',
  sampleMeaning: '是否为示例数据',
  cutTexts: '超出单元格长度而被截断的文本数，末尾注明原长度',
  chart: (points, sheet) => `共 ${points} 个柱，由早到晚；数字见工作表“${sheet}”。`,
}

/** What a workbook says in a language. */
export function wordsOfWorkbook(language: Language): WorkbookWords {
  return { ...(language === 'zh' ? chinese : english), all: wordsOfExport[language], language }
}
