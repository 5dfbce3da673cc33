import type { IssueCode } from '../figures.ts'
import type { IssueWords } from './en-issues.ts'
import { healthIssues } from './zh-health-issues.ts'
import { reportIssues } from './zh-report-issues.ts'
import { sharingIssues } from './zh-sharing-issues.ts'

/** What each issue is, in words. */
export const issues: Record<IssueCode, IssueWords> = {
  bad_value: {
    what: '某个计数器的内容不是计数',
    effect: '该数字未知，其余不受影响。',
    todo: '请查明是谁写入了这个键；如不需要，可将其删除。',
  },
  wrong_type: {
    what: '某个计数键是其他类型',
    effect: '该数字未知，其余不受影响。',
    todo: '请查明是谁写入了这个键；可能有别的程序使用了相同前缀。',
  },
  no_permission: {
    what: '账户缺少一项权限',
    effect: '依赖它的数字保持未知。',
    todo: '请运行连接测试，并申请其中给出的规则。',
  },
  no_server_clock: {
    what: '无权读取服务器时钟',
    effect: '时间以本机时钟为准，本机偏差多少就错多少。',
    todo: '请申请 +time 权限。',
  },
  clock_ahead: {
    what: '某个服务的时钟偏快',
    effect: '部分调用被计入尚未开始的分钟。',
    todo: '请用 NTP 校准各服务的时钟。',
  },
  lost_counts: {
    what: 'Redis 丢失了计数',
    effect: '显示的是先前读到的较大数字。',
    todo: '请检查是否有清空、淘汰或未持久化的重启。',
  },
  sums_differ: {
    what: '各项之和不一致',
    effect: '小时与全天对不上，相关数字已标注。',
    todo: '请检查每个服务是否为每次调用写入全部计数器。',
  },
  negative_difference: {
    what: '某个计数器变小了',
    effect: '该秒不计入每秒调用。',
    todo: '计数器只应增长：请检查是否有清空或重置。',
  },
  evictions: {
    what: 'Redis 淘汰了键',
    effect: '可能缺少计数器；无法由总和确认的为未知，而不是零。',
    todo: '请增加 Redis 内存，或将 maxmemory-policy 设为 noeviction。',
  },
  restarted: {
    what: 'Redis 曾重启',
    effect: '上次保存之后的计数可能丢失。',
    todo: '请检查其持久化设置。',
  },
  may_evict: {
    what: 'Redis 可能淘汰计数器',
    effect: '内存不足时计数器会消失。',
    todo: '请将 maxmemory-policy 设为 noeviction，或增加内存。',
  },
  unexplained: {
    what: '部分调用不属于任何已知接口',
    effect: '总数正确；接口列表之和小于总数。',
    todo: '请重新查找接口。仍然剩下的，是没有接口名的计数。',
  },
  unexplained_statuses: {
    what: '部分调用没有已知状态',
    effect: '超过 0.1% 时成功率未知，否则这些调用会被漏算。',
    todo: '请确认服务为每次调用都记录状态，且 Redis 没有淘汰计数器。',
  },
  discovery_waits: {
    what: '查找接口正在等待',
    effect: '新接口可能尚未列出。',
    todo: '请稍候，或点击“立即查找”。',
  },
  discovery_failed: {
    what: '查找接口失败',
    effect: '接口列表可能不完整。',
    todo: '请检查 +scan 权限，然后点击“立即查找”。',
  },
  too_many_endpoints: {
    what: '接口数量极多',
    effect: '路径中似乎含有 ID：列表意义不大，读取也很慢。',
    todo: '请让服务按 /users/:id 计数，而不是 /users/42。',
  },
  no_expiry: {
    what: '计数器没有过期时间',
    effect: '数字无误，但这些键会一直留在 Redis 中。',
    todo: '请让服务在计数器本身上设置过期时间。',
  },
  short_expiry: {
    what: '计数器过早过期',
    effect: '较早的数字会更快变为未知。',
    todo: '请让服务将分钟保留 7 天、小时 30 天、日 365 天。',
  },
  not_counted_yet: {
    what: '刚开始计数，或更早的计数已丢失',
    effect: '此前的数字未知。',
    todo: '无需处理：数字会随时间补全。',
  },
  approximate: {
    what: '部分数字为近似值',
    effect: '一天边缘的分钟计数已不存在，以整小时代替。',
    todo: '选择 UTC 可得到精确数字。',
  },
  unclassified: {
    what: '部分状态既不算成功也不算错误',
    effect: '它们不计入成功率。',
    todo: '请让服务使用 success 和 error，或三位状态码。',
  },
  new_archive: {
    what: '已新建存档',
    effect: '计数与该地址原有的存档不符，因此没有使用原存档。',
    todo: '如果是同一个 Redis，请重新连接并选择保留存档。',
  },
  archive_restored: {
    what: '存档损坏，已用备份恢复',
    effect: '损坏的文件已保留。晚于备份的报告，只要 Redis 中仍有计数，就会重新生成。',
    todo: '请检查磁盘。损坏的文件列在设置中。',
  },
  archive_unwritable: {
    what: '目前无法写入存档',
    effect: '数字无误。待保存的内容会等候，一旦可以写入就立即写入。',
    todo: '请腾出磁盘空间或检查权限；之后会自行恢复。',
  },
  backup_failed: {
    what: '无法备份存档',
    effect: '存档本身和先前的备份保持原样。',
    todo: '请检查存档所在磁盘是否有空间；稍后会自动重试。',
  },
  archive_shown: {
    what: '显示的是一份只读存档中的数字',
    effect: '不会查询 Redis，也不会写入任何内容。',
    todo: '看完后请返回。',
  },
  archive_failed: {
    what: '无法写入本地存档',
    effect: '数字无误，但不会保存。',
    todo: '请检查磁盘空间，以及数据文件夹是否可写。',
  },
  incomplete: {
    what: '有内容未能读取',
    effect: '未读到的数字为未知。',
    todo: '请等待下一次读取。',
  },
  ...healthIssues,
  ...reportIssues,
  ...sharingIssues,
}
