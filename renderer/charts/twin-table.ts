/** A chart's figures as a table: the same answer and the same zone, as text. */
export interface TwinTable {
  head: string[]
  rows: string[][]
}
