import { daysBefore } from './date-range.ts'

const shape = /^\d{4}-(0[1-9]|1[0-2])$/

/** `2026-11`; null for anything else. */
export function parseMonth(text: string): string | null {
  return shape.test(text) ? text : null
}

export function monthOf(date: string): string {
  return date.slice(0, 7)
}

/** The month that lies so many months later, or earlier where they are below zero. */
export function monthAfter(month: string, months: number): string {
  const [year, number] = month.split('-').map(Number) as [number, number]
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7)
}

export function firstOf(month: string): string {
  return `${month}-01`
}

export function lastOf(month: string): string {
  return daysBefore(firstOf(monthAfter(month, 1)), 1)
}

/** The dates of a month in weeks that begin on Monday; null where a week reaches out of it. */
export function weeksOf(month: string): (string | null)[][] {
  const days = Number(lastOf(month).slice(8))
  const lead = (new Date(`${firstOf(month)}T00:00:00Z`).getUTCDay() + 6) % 7
  const cells = Array.from({ length: Math.ceil((lead + days) / 7) * 7 }, (_cell, i) => {
    const day = i - lead + 1
    return day < 1 || day > days ? null : `${month}-${String(day).padStart(2, '0')}`
  })
  return Array.from({ length: cells.length / 7 }, (_week, i) => cells.slice(i * 7, i * 7 + 7))
}
