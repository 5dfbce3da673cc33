import type { IssueWords } from './en-issues.ts'
import type { sharing as englishSharing } from './en-sharing.ts'

export const sharing: typeof englishSharing = {
  label: '共享日报',
  hint: '关闭时从不写入任何内容。开启后，每个结束的日子以 {key} 写入一次，保留 365 天；统计用户期间占用 {lock}，使多个程序中只有一个在统计。计数器不受影响，他人写入的日报绝不会被覆盖。',
  rights:
    '账户需要对这些键执行 SET、WATCH、MULTI 和 EXEC 的权限：连接测试会给出完整规则。没有这些权限时，其他功能照常。',
  adopted: '取自 Redis，由另一个程序写入',
}

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
