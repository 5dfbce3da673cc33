import type { Issue, IssueCode } from '../../shared/figures.ts'
import { healthDetails } from './zh-health-details.ts'

type Params = NonNullable<Issue['params']>

/** How the particulars of issues are said where their parameters are there. */
export type IssueDetails = Partial<Record<IssueCode, { needs: string[]; say(params: Params): string }>>

const widths: Record<string, string> = { minute: '分钟', hour: '小时', day: '日' }
const widthOf = ({ granularity }: Params): string => widths[String(granularity)] ?? ''

function growthOf({ keysPerDay, bytesPerDay }: Params): string {
  if (keysPerDay === undefined) return ''
  return `估计每天新增约 ${keysPerDay} 个键，占用约 ${Math.ceil(Number(bytesPerDay) / 1_000)} kB。`
}

const unwritable: Record<string, string> = {
  full: '磁盘已满。',
  locked: '另一个程序锁定了它。',
  rights: '没有写入权限。',
  disk: '磁盘报告错误。',
}

const details: IssueDetails = {
  no_expiry: { needs: ['granularity'], say: (p) => `涉及：${widthOf(p)}计数器。${growthOf(p)}` },
  short_expiry: {
    needs: ['granularity', 'hours'],
    say: (p) => `${widthOf(p)}计数器约 ${p['hours']} 小时后过期。`,
  },
  evictions: { needs: ['count'], say: (p) => `已淘汰 ${p['count']} 个键。` },
  may_evict: { needs: ['policy'], say: (p) => `当前策略为 ${p['policy']}。` },
  unexplained_statuses: { needs: ['count'], say: (p) => `本 UTC 日有 ${p['count']} 次调用。` },
  unexplained: { needs: ['count'], say: (p) => `本 UTC 日有 ${p['count']} 次调用。` },
  too_many_endpoints: { needs: ['count'], say: (p) => `已发现 ${p['count']} 个接口。` },
  sums_differ: {
    needs: ['hours', 'total'],
    say: (p) => `前一个 UTC 日：各小时之和为 ${p['hours']}，当日计数为 ${p['total']}。`,
  },
  ...healthDetails,
  archive_restored: {
    needs: ['file', 'at'],
    say: (p) =>
      `损坏的文件已保留为 ${p['file']}；备份时间：${String(p['at']).slice(0, 16).replace('T', ' ')} UTC。`,
  },
  archive_unwritable: { needs: ['why'], say: (p) => unwritable[String(p['why'])] ?? '' },
  archive_shown: { needs: ['file'], say: (p) => `文件：${p['file']}。` },
  archive_failed: { needs: ['file'], say: (p) => `损坏的文件已保留为 ${p['file']}。` },
}

/** The particulars of an issue in Chinese; empty where it has none. */
export function zhIssueDetail({ code, params = {} }: Issue): string {
  const detail = details[code]
  return detail && detail.needs.every((name) => name in params) ? detail.say(params) : ''
}
