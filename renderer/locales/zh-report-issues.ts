import type { IssueWords } from './en-issues.ts'

export const reportIssues = {
  hours_unknown: {
    what: '当天部分小时未知',
    effect: '当天总数正确；高峰小时只在已知的小时中选出。',
    todo: '请在 Redis 仍保留小时计数（30 天）时生成日报。',
  },
  statuses_by_utc_day: {
    what: '当天的状态未知',
    effect: '服务只按 UTC 日统计状态，本地日的成功率需要整点记录。',
    todo: '请让应用在整点保持运行、使用记录器计数，或选择 UTC。',
  },
  users_by_utc_day: {
    what: '用户只按 UTC 日统计',
    effect: '本地日的日报没有用户数据。',
    todo: '如需用户数据，请将日报时区设为 UTC。',
  },
  users_not_counted: {
    what: '尚未统计用户',
    effect: '当天的活跃用户、新用户和用户排行未知。',
    todo: '无需处理：其他数字不受影响。',
  },
} satisfies Record<string, IssueWords>
