import type { ForeignForm } from '../../shared/foreign-reports.ts'
import type { Messages } from './en.ts'

const form: Record<ForeignForm, string> = {
  old: '旧格式',
  other_zone: '其他时区',
  other_schema: '未知格式',
  unreadable: '无法读取',
}

const why: Record<ForeignForm, string> = {
  old: '旧格式，没有时区，无法确定其日从何时开始、到何时结束。',
  other_zone: '它按另一个时区的日统计。',
  other_schema: '由其他版本的程序写入，格式在此版本中未知。',
  unreadable: '它不是可信的日报。',
}

export const foreign: Messages['foreign'] = {
  title: 'Redis 中他人的日报',
  hint: '由其他程序写入，为旧格式或按其他时区的日统计。与我们的日报并列显示，从不替代，也从不覆盖。',
  form,
  why,
  column: {
    day: '日期',
    form: '为何不是我们的',
    calls: '其调用',
    ours: '我们的',
    success: '其成功率',
    by: '生成者',
  },
  open: '{date} 的日报内容',
  empty: '没有这样的日报。',
  emptyText: '此 Redis 中的日报都是我们的，或者其中没有日报。',
  away: 'Redis 暂时不可用，这里是上次看到的。',
  notRead: '无法读取。',
  day: 'Redis 中还有这一天的另一份日报：{calls} 次调用，{form}。',
  dayUnread: 'Redis 中还有这一天的另一份日报：{form}。',
  see: '查看内容',
  mark: 'Redis 中另有一份',
  dialog: {
    title: '他人的日报：{date}',
    zone: '时区',
    by: '生成者',
    key: '键',
    seen: '上次在 Redis 中看到',
    size: '大小',
    unknown: '未说明',
    theirs: '他人的',
    ours: '我们的',
    json: '内容',
    copy: '复制 JSON',
    tooLarge: '它不是文本，或太大而无法显示。',
    reading: '正在读取',
    close: '关闭',
  },
}
