export { dateIn, formatDays, formatTime, type TimeKind } from '../../shared/format/time.ts'
