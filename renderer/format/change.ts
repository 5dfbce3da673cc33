export { formatChange, type ChangeText } from '../../shared/format/change.ts'
