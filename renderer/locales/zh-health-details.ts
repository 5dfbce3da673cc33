import type { IssueDetails } from './zh-issue-details.ts'

export const healthDetails: IssueDetails = {
  clocks_differ: { needs: ['seconds'], say: (p) => `相差 ${p['seconds']} 秒。` },
  flushed: { needs: ['count'], say: (p) => `共清空 ${p['count']} 次。` },
  endpoint_not_in_total: {
    needs: ['calls', 'buckets'],
    say: (p) =>
      `在 ${p['buckets']} 个时间段中，接口之和比总数多 ${p['calls']} 次` +
      (p['endpoint'] === undefined ? '。' : `，正好是 ${p['endpoint']} 的调用。`),
  },
  offset_differs: {
    needs: ['minutes', 'configured'],
    say: (p) => `建议偏移 ${p['minutes']} 分钟，当前设置为 ${p['configured']} 分钟。`,
  },
  prefix_differs: { needs: ['prefix'], say: (p) => `建议前缀：${p['prefix']}` },
  report_prefix_differs: { needs: ['prefix'], say: (p) => `建议前缀：${p['prefix']}` },
}
