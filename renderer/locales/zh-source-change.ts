import type { Messages } from './en.ts'

export const sourceChange: Messages['sourceChange'] = {
  waits: '此前读取的数据有存档：请说明存档是否一并带走。',
  address: {
    title: '这是同一个 Redis 吗？',
    text: '该连接此前查看的数据有存档。请说明：这是以另一种方式访问的同一个 Redis 吗？',
    keep: '同一个 Redis：存档一并带走',
    leave: '另一个 Redis：存档留在原地址',
  },
  scheme: {
    title: '这些是同一批计数器吗？',
    text: '按{before}读取的数据有存档。请说明：之后读取的还是同一批计数器吗？',
    keep: '同一批计数器：存档一并带走',
    leave: '另一批计数器：存档留给{before}',
  },
  before: {
    prefix: '原前缀',
    reportPrefix: '原日报前缀',
    bucketOffsetMinutes: '原分桶偏移',
    several: '原设置',
  },
}
