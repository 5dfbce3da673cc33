export { formatShort } from '../../shared/format/short.ts'
