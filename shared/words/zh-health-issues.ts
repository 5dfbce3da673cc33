import type { IssueWords } from './en-issues.ts'
import type { healthIssues as english } from './en-health-issues.ts'

/** Issues of the health of the data. */
export const healthIssues: Record<keyof typeof english, IssueWords> = {
  clocks_differ: {
    what: '服务器时钟与本机时钟不一致',
    effect: '数字以服务器时钟为准，与本机显示的时间对不上。',
    todo: '请用 NTP 校准两边的时钟。',
  },
  flushed: {
    what: 'Redis 启动后曾被清空',
    effect: '此前的计数器已不存在；存档中没有的数字为未知。',
    todo: '请查明是谁执行了 FLUSHALL 或 FLUSHDB，并收回该账户的权限。',
  },
  endpoint_not_in_total: {
    what: '某个接口的调用没有计入总数',
    effect: '总数偏小：总数、占比和变化都少算了这些调用。',
    todo: '请让统计该接口的服务在同一管道中为每次调用同时计入总数。',
  },
  offset_differs: {
    what: '服务按另一个时间切分分钟、小时和日',
    effect: '分钟、小时和日显示在错误的时间，或显示为缺失。',
    todo: '请将连接的时间偏移设为建议的分钟数，或让服务按 UTC 计数。',
  },
  prefix_differs: {
    what: '计数器使用了另一个前缀',
    effect: '在当前连接的前缀下找不到任何计数。',
    todo: '请将连接的前缀设为建议的前缀。',
  },
  report_prefix_differs: {
    what: '已存日报使用了另一个前缀',
    effect: '找不到已存的日报。',
    todo: '请将连接的日报前缀设为建议的前缀。',
  },
  not_the_scheme: {
    what: '该前缀下有不符合计数规则的键',
    effect: '这些键不会被读取，其中的调用不计入任何数字。',
    todo: '请对照指南中的计数器表检查这些键。',
  },
}
