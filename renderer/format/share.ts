export { formatPercent, formatShare } from '../../shared/format/share.ts'
