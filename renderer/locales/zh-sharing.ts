import type { sharing as englishSharing } from './en-sharing.ts'

export const sharing: typeof englishSharing = {
  label: '共享日报',
  hint: '关闭时从不写入任何内容。开启后，每个结束的日子以 {key} 写入一次，保留 365 天；统计用户期间占用 {lock}，使多个程序中只有一个在统计。计数器不受影响，他人写入的日报绝不会被覆盖。',
  rights:
    '账户需要对这些键执行 SET、WATCH、MULTI 和 EXEC 的权限：连接测试会给出完整规则。没有这些权限时，其他功能照常。',
  adopted: '取自 Redis，由另一个程序写入',
}
