import type { Messages } from './en.ts'

export const save: Messages['save'] = {
  view: {
    failed: '无法加载此页面。',
    todo: '请重试；如仍不行，请重新启动应用。',
  },
  label: '{title}：复制或保存',
  copy: '复制表格',
  csv: 'CSV 文件',
  png: 'PNG 图片',
  svg: 'SVG 图片',
  json: '保存 JSON',
  rows: '{n} 行',
  part: '前 {n} 行，共 {of} 行',
  outcome: '{said}：{note}',
  saved: '文件已就绪',
  failed: '无法生成文件',
  asOf: '截至 {time}',
}
