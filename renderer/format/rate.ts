export { formatRate } from '../../shared/format/rate.ts'
