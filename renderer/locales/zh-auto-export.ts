import type { Messages } from './en.ts'

/** 自动导出。 */
export const autoExport: Messages['autoExport'] = {
  title: '自动导出',
  hint: '已保存连接的每份日报一经生成，即以文件形式写入一个文件夹；日报有变化（统计了用户或重新生成）时再次写入。此前的日期请在日报页中导出。',
  label: '导出每份日报',
  labelHint: '仅当文件与之前导出的内容完全一致时才会被替换；其他文件一律不动。',
  folder: '文件夹',
  noFolder: '请先填写文件夹。',
  last: '最近一次导出',
  none: '尚未导出任何内容。',
  written: '{date}，写入于 {time}：{formats}',
  owed: '{n} 天等待导出。',
  failures: '{n} 天未能导出',
  taken: '已有同名文件，且不是自动导出的内容：不予替换。请将其移走，或换一个文件夹。',
  more: '另有 {n} 天',
  retry: '立即重试',
  standing: {
    sample: '示例数据不会自动导出。',
    unsaved: '此连接未保存：不会自动导出。',
    shown: '只读打开的存档不会自动导出。',
    no_zone: '此连接尚未选择日报时区，因此还没有日报。',
  },
}
