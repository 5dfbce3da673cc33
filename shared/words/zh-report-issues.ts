import type { IssueWords } from './en-issues.ts'

/** Issues of daily reports. */
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
  unexplained_users: {
    what: '用户计数没有覆盖当天的全部调用',
    effect: '活跃用户可能比显示的多；日报的数据质量中写明了已覆盖的比例。',
    todo: '请检查是否所有服务都统计用户，以及 Redis 是否提前删除计数。',
  },
  new_users_unknown: {
    what: '当天的新用户未知',
    effect: '此前 30 天中有一天的用户没有完整统计，因此无法判断谁是新用户。',
    todo: '无需处理：连续统计满 30 天后即可得出。',
  },
} satisfies Record<string, IssueWords>
