import type { ErrorCode } from '../../shared/errors.ts'
import type { ErrorWords } from './en-errors.ts'

export const errors: Record<ErrorCode, ErrorWords> = {
  bad_input: { what: '有一个值未被接受', todo: '请检查表单中的各项。' },
  bad_url: { what: '这不是 Redis 地址', todo: '请写成 redis://host:6379/0 或 rediss://host:6380 的形式。' },
  unknown_host: { what: '找不到这个主机名', todo: '请检查主机名，或检查网络及其 DNS。' },
  unreachable: { what: '该地址没有响应', todo: '请检查主机和端口、Redis 是否在运行，以及中间是否有防火墙。' },
  timeout: { what: 'Redis 未在时限内响应', todo: '它可能卡住或过载，也可能是网络中断。程序会自动重试。' },
  tls_needed: { what: '服务器只接受 TLS', todo: '请将地址开头的 redis:// 改为 rediss://。' },
  tls_not_spoken: { what: '服务器不使用 TLS', todo: '请将地址开头改为 redis://，或使用支持 TLS 的端口。' },
  tls_certificate: {
    what: '无法信任服务器的证书',
    todo: '请使用证书所对应的主机名，或在本机安装其颁发机构。',
  },
  wrong_password: { what: '用户名或密码错误', todo: '请重新输入。' },
  password_needed: { what: '服务器要求密码', todo: '请输入该连接的密码。' },
  password_unreadable: {
    what: '已存的密码无法再读取',
    todo: '请重新输入：系统密钥环丢失了密钥，或已被锁定。',
  },
  no_permission: {
    what: '账户缺少一项权限',
    todo: '请运行连接测试：它会指出缺少的权限，并给出可申请的规则。',
  },
  not_redis: { what: '响应的程序不是 Redis', todo: '请检查端口。' },
  loading: { what: 'Redis 仍在载入数据', todo: '请稍候，程序会自动重试。' },
  busy: { what: 'Redis 正忙于执行脚本', todo: '请稍候，程序会自动重试。' },
  is_cluster: { what: '这是一个 Redis 集群', todo: '目前还不能查看集群，请选择单机服务器。' },
  is_sentinel: {
    what: '这是哨兵（Sentinel），不是存放数据的服务器',
    todo: '请填写它所监视的 Redis 服务器的地址。',
  },
  wrong_database: { what: '服务器没有这个编号的数据库', todo: '请修改地址末尾的编号。' },
  connection_lost: { what: '连接已中断', todo: '程序会自动重试。' },
  too_many_clients: { what: '服务器不再接受新连接', todo: '请管理员调高 maxclients，或关闭不用的连接。' },
  source_changed: {
    what: '计数与该地址的本地存档不符',
    todo: '请在“连接”页面重新打开，并说明：这是另一个 Redis，还是丢失了数据的同一个。',
  },
  archive_unusable: { what: '无法使用本地存档', todo: '请检查磁盘空间，以及数据文件夹是否可写。' },
  settings_unwritable: { what: '无法写入设置', todo: '请检查磁盘空间，以及数据文件夹是否可写。' },
  unknown_connection: { what: '该连接已不在列表中', todo: '请选择其他连接，或重新添加。' },
  day_running: { what: '这一天还没有结束', todo: '结束之后会自动生成日报。' },
  no_report: { what: '已没有可用来生成这份日报的数据', todo: '它的计数已从 Redis 消失，也没有存档。' },
  no_report_zone: { what: '尚未选择日报按哪种日统计', todo: '请在“日报”页面作出选择。' },
  not_supported: { what: '暂不支持', todo: '请换一种方式。' },
  not_connected: { what: '没有连接', todo: '请连接 Redis，或查看示例数据。' },
  not_allowed: { what: '此页面无权这样做', todo: '请从最初启动的地方重新打开程序。' },
  unknown_method: { what: '页面与程序的版本不一致', todo: '请刷新页面或重启程序。' },
  too_large: { what: '消息过大', todo: '请减少一次请求的数量。' },
  cancelled: { what: '已取消', todo: '需要时可重新开始。' },
  internal: { what: '发生了意外错误', todo: '详情见程序日志。' },
}
