import autocannon from 'autocannon'

/** A load of its own process: so many requests to an address over ten connections. */
const [url = '', amount = ''] = process.argv.slice(2)
const requests = ['/weather/paris', '/weather/rome', '/missing', '/api/news/7'].map((path) => ({ path }))
const { errors } = await autocannon({ url, amount: Number(amount), connections: 10, requests })
process.exitCode = errors > 0 ? 1 : 0
