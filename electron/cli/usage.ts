import type { CommandName } from './arguments.ts'

const general = `Usage: tallyscope COMMAND [options]

Shows the traffic of an API platform from the counters that its services keep in Redis. Only record, demo and --publish write to it.

Commands
  overview    today, the current hour and the hot APIs
  trend       the points of 60 minutes, 24 hours or 30 days
  apis        usage by endpoint in a range of days
  users       active and new users by day
  report      one daily report, made where there is none
  health      whether the figures can be trusted, and what to mend
  backfill    makes every daily report that is missing
  export      daily reports as files: CSV, XLSX, JSON, HTML or Markdown
  web         serves the app to a browser on this computer
  record      counts calls from stdin in Redis
  demo        fills an empty test Redis with the sample traffic
  help NAME   the options of one command

Options of every command
  --url ADDRESS           redis[s]://[user[:password]@]host[:port][/db], or sample: for the built-in sample data
  --connection NAME       a connection that the app saved, by its name or address
  --prefix TEXT           prefix of the counters (stats)
  --report-prefix TEXT    prefix of the stored daily reports (report:daily)
  --archive FILE          archive in place of the app's own for that source; :memory: for none
  --now INSTANT           stands in for the server's clock, for tests; not with record and demo
  --help, --version

Options of every command but web
  --zone NAME             IANA time zone of days and hours (UTC)
  --json                  one JSON document on stdout
  --strict                exit code 3 when the answer has data-quality issues

The address can stand in TALLYSCOPE_URL too: better there than here if it holds a password. That of a saved
connection stands in TALLYSCOPE_PASSWORD, or is asked for on a terminal.
Exit codes: 0 done; 1 failed; 2 wrong usage; 3 done, with data-quality issues, under --strict.
`

const own: Record<CommandName, string> = {
  overview: `Usage: tallyscope overview [--top 5] [options]

Today's calls, the current hour and the hot APIs, each beside the day before until the same time.

  --top NUMBER            how many hot APIs (5; at most 5000)
`,
  trend: `Usage: tallyscope trend --range minute|hour|day [--from DATE [--to DATE]] [--endpoint NAME] [--compare] [options]

The last 60 minutes, 24 hours or 30 days, oldest first, ending with the running one; or the minutes, hours or days from one
date to another, at most 1500, as far back as the archive goes.

  --range RANGE           minute, hour or day
  --from DATE             first date, or an instant such as 2026-11-22T13:00:00Z
  --to DATE               last date, or the instant at which the range ends (now)
  --endpoint NAME         the calls of one endpoint, named as "overview --json" names it; else all calls
  --compare               the period before, beside it
`,
  apis: `Usage: tallyscope apis [--from DATE] [--to DATE] [options]

Calls of each endpoint in a range of days, most first, beside as many days before. A range that holds the running day is
compared until the same time.

  --from DATE             first date (six days before the last one)
  --to DATE               last date (today)
`,
  users: `Usage: tallyscope users [--days 30] [options]

Active and new users by UTC day, the running day last. Counts the users of days that are not counted yet: one slow look at all keys, which
is kept in the archive and not done again. Days whose figures cannot be known say why.

  --days NUMBER           how many days (30; at most 400)
`,
  report: `Usage: tallyscope report [--date DATE] [--publish] [--force] [options]

The report of one closed day, from the archive, or made from the counters and kept there. Days are those of --zone, else of the report
zone of the saved connection, else of UTC. Before it is made the users of days that are not counted yet are counted.

  --date DATE             a date, or yesterday (yesterday)
  --force                 makes it anew; the one that was stored is kept as an earlier revision
  --publish               writes it to Redis for other apps, kept 365 days; the report of another is never overwritten
`,
  health: `Usage: tallyscope health [options]

How many calls endpoints and statuses explain, whether counters expire, hold counts and add up, whether clocks agree, and what
Redis lost or may lose. Looks at a sample of at most 10,000 keys. --strict gives 3 where a finding is a warning or a problem.
`,
  backfill: `Usage: tallyscope backfill [--publish] [options]

Makes every daily report that is missing within reach, oldest first, and keeps it in the archive. Days are those of --zone, else of the
report zone of the saved connection, else of UTC. It does not wait for the hour at which the app makes them, and may run beside it. The
users of days that are not counted yet are counted first. A report that another app left in Redis is adopted.

  --publish               writes the reports to Redis for other apps, kept 365 days; one that stands there is never overwritten
`,
  export: `Usage: tallyscope export --from DATE --to DATE --format FORMATS --out DIR [--make] [--force] [options]

Writes the stored reports of a range to files: all of them, or none where one cannot be written. Days are those of --zone, else of the report
zone of the saved connection, else of UTC. Days without a report are listed and left out.

  --from DATE             first date
  --to DATE               last date
  --format FORMATS        csv, xlsx, json, jsonl, html, md, with commas between them; PDF is printed by the desktop app
  --out DIR               a folder that is there; files are named by source, range and format
  --make                  makes the missing reports first, as "report" does; what cannot be made stays out
  --force                 replaces files that are there
`,
  web: `Usage: tallyscope web [--port 0] [--open] [options]

Serves the app to one browser on this computer and prints the link. Ctrl-C ends it. Without an address it opens what it showed last.

  --port NUMBER           port on 127.0.0.1 (0: a free one)
  --open                  opens the link in the browser
`,
  record: `Usage: tallyscope record --url ADDRESS [options]

Reads calls from stdin, one JSON object a line, and counts them in Redis:

  {"at": 1795354867, "user": "42", "endpoint": "/api/weather", "status": "success"}

"at" is in epoch seconds or an instant such as 2026-11-22T13:41:07Z; without it the call is now. A line that cannot be used is
named with its number, and the rest goes on.
`,
  demo: `Usage: tallyscope demo --url ADDRESS [options]

Counts the built-in sample traffic in a Redis that must be empty: about 200 days, some 600,000 keys.
`,
}

/** The help of one command, or of all. */
export function usage(topic: CommandName | null): string {
  return topic === null ? general : `${own[topic]}\n"tallyscope --help" lists the options of every command.\n`
}
