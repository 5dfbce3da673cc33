import type { ExportTable } from '../../../../shared/exports.ts'
import type { Language } from '../../../../shared/languages.ts'

/** The words of a workbook. Names of columns are the report's in every language. */
export interface WorkbookWords {
  sheets: Record<ExportTable | 'summary' | 'passport', string>
  title: string
  sampleMark: string
  callsByDay: string
  callsByHour: string
  chart(points: number): string
  summary: Record<SummaryName, string>
  passport: Record<PassportName, string>
}

type SummaryName =
  | 'source'
  | 'from'
  | 'to'
  | 'zone'
  | 'days'
  | 'missing'
  | 'calls'
  | 'mean'
  | 'busiest'
  | 'busiestCalls'
  | 'approximate'

/** What the sheet of the passport names, in its order. */
export const passportNames = [
  'source',
  'sample',
  'zone',
  'buckets',
  'from',
  'to',
  'days',
  'read_at',
  'hours_explained',
  'apis_explained',
  'statuses_explained',
  'users_explained',
  'exported_at',
  'app',
  'cut_texts',
  'issue',
  'missing',
] as const
export type PassportName = (typeof passportNames)[number]

export const workbookWords: Record<Language, WorkbookWords> = {
  en: {
    sheets: {
      summary: 'Summary',
      days: 'Days',
      endpoints: 'Endpoints',
      statuses: 'Statuses',
      hours: 'Hours',
      users: 'Users',
      passport: 'Passport',
    },
    title: 'Daily reports',
    sampleMark: 'Sample data: these calls were never made.',
    callsByDay: 'Calls by day',
    callsByHour: 'Calls by hour',
    chart: (points) =>
      `Columns of calls, ${points} in all, oldest first. The figures are on the sheet beside it.`,
    summary: {
      source: 'Source',
      from: 'From',
      to: 'To',
      zone: 'Time zone',
      days: 'Days with a report',
      missing: 'Days without a report',
      calls: 'Calls on the days with a report',
      mean: 'Calls a day',
      busiest: 'Busiest day',
      busiestCalls: 'Calls on that day',
      approximate: 'Days that are approximate',
    },
    passport: {
      source: 'Where the counters stand',
      sample: 'Whether the data is sample data',
      zone: 'The time zone of the days',
      buckets: 'How the services cut their days and hours',
      from: 'First day that was asked for',
      to: 'Last day that was asked for',
      days: 'Days with a report',
      read_at: 'When the reports were made',
      hours_explained: 'Share of all calls that the hours add up to',
      apis_explained: 'Share of all calls that the endpoints add up to',
      statuses_explained: 'Share of all calls that the statuses add up to',
      users_explained: 'Share of all calls that the users add up to',
      exported_at: 'When this file was made',
      app: 'What made it',
      cut_texts: 'Texts longer than a cell may be, cut with their length at the end',
      issue: 'What the reports say of their quality, and on how many days',
      missing: 'A closed day without a report',
    },
  },
  zh: {
    sheets: {
      summary: '摘要',
      days: '每日',
      endpoints: '接口',
      statuses: '状态',
      hours: '小时',
      users: '用户',
      passport: '数据说明',
    },
    title: '日报',
    sampleMark: '示例数据：这些调用并未真实发生。',
    callsByDay: '每日调用次数',
    callsByHour: '每小时调用次数',
    chart: (points) => `调用次数柱形图，共 ${points} 个数据点，由早到晚。数字见相应工作表。`,
    summary: {
      source: '来源',
      from: '开始日期',
      to: '结束日期',
      zone: '时区',
      days: '有日报的天数',
      missing: '没有日报的天数',
      calls: '有日报各日的调用总数',
      mean: '平均每日调用',
      busiest: '调用最多的一天',
      busiestCalls: '当日调用',
      approximate: '近似的天数',
    },
    passport: {
      source: '计数器所在的来源',
      sample: '是否为示例数据',
      zone: '日期所用的时区',
      buckets: '服务划分日和小时的方式',
      from: '所选的第一天',
      to: '所选的最后一天',
      days: '有日报的天数',
      read_at: '日报生成的时间',
      hours_explained: '各小时之和占全部调用的比例',
      apis_explained: '各接口之和占全部调用的比例',
      statuses_explained: '各状态之和占全部调用的比例',
      users_explained: '各用户之和占全部调用的比例',
      exported_at: '本文件生成的时间',
      app: '生成本文件的程序',
      cut_texts: '超出单元格长度而被截断的文本数，末尾注明原长度',
      issue: '日报所述的质量问题及其天数',
      missing: '已结束但没有日报的一天',
    },
  },
}
