export { formatDifference, formatNumber } from '../../shared/format/number.ts'
