import type { IssueWords } from './en-issues.ts'

/** Issues of reports that are shared through Redis. */
export const sharingIssues = {
  report_not_adopted: {
    what: 'Redis 中的一份日报未被采用',
    effect: '当天的日报改由计数器生成。',
    todo: '请查看 Redis 中当天的日报；如无人需要，可删除该键。',
  },
  sharing_refused: {
    what: '无法向此 Redis 写入日报',
    effect: '日报只保存在本机磁盘；所有数字不受影响。',
    todo: '请运行连接测试并申请其中给出的规则，或关闭共享。',
  },
  sharing_failed: {
    what: '部分日报尚未写入 Redis',
    effect: '它们已保存在本机磁盘，恢复后会立即写入。',
    todo: '请稍候；如一直如此，请查看 Redis 的日志。',
  },
} satisfies Record<string, IssueWords>
