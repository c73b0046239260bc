import { orderProcess } from '../../core/orders/order-process.ts'
import type { Process } from '../../core/orders/process.ts'
import type { SimulationReport } from '../../core/simulation/simulation-report.ts'
import { habitsPicture, refundsPicture, silencePicture } from './simulation-report-bars.ts'
import { flowPicture } from './simulation-report-flow.ts'
import { moneyPicture, trialCells } from './simulation-report-money.ts'
import { STYLE } from './simulation-report-style.ts'
import { type Cells, escaped, pictureHtml, tableHtml } from './simulation-report-svg.ts'
import { timesPicture } from './simulation-report-times.ts'
import { checksText, figure, titleOf } from './simulation-report-words.ts'

/** The report of a simulation as one page that stands alone: pictures, each with its table; no script. */
export function simulationPage(report: SimulationReport, process: Process = orderProcess): string {
  const pictures = [
    flowPicture(report, process),
    silencePicture(report),
    ...report.trial.map(({ currency }) => moneyPicture(report, currency)),
    habitsPicture(report, 'buyer'),
    habitsPicture(report, 'seller'),
    timesPicture(report),
    refundsPicture(report),
  ]
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Simulation of ${figure(report.options.orders)} orders, seed ${report.options.seed}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>Simulation of ${figure(report.options.orders)} orders</h1>
<p>${escaped(titleOf(report))}. Carts are priced, placed and moved by the machine and the money of real orders.</p>
${figures(report)}
</header>
<main>
${pictures.map(pictureHtml).join('\n')}
${tables(report)}
</main>
</body>
</html>
`
}

function figures(report: SimulationReport): string {
  const refunds = report.refunds.reduce((sum, { times }) => sum + times, 0)
  const refusals = report.refusals.reduce((sum, { times }) => sum + times, 0)
  const rows = [
    ['sellers', report.sellers],
    ['buyers', report.buyers],
    ['commands', report.commands],
    ['refused', refusals],
    ['steps', report.steps],
    ['refunds', refunds],
  ] as const
  const said = rows.map(([name, count]) => `<div><dt>${name}</dt><dd>${figure(count)}</dd></div>`)
  return `<dl>${said.join('')}</dl>`
}

/** What no picture shows: refusals with their clauses, the marks, the books. */
function tables(report: SimulationReport): string {
  const { moneyRefusals, marks, messages } = report
  const refusals = report.refusals.toSorted((a, b) => b.times - a.times)
  const refused = [
    ...refusals.map((row) => [row.event, row.state, row.refusal, figure(row.times), row.clause]),
    ...moneyRefusals.map((row) => ['refund', 'money', row.refusal, figure(row.times), row.clause]),
  ]
  const told = [
    ...marks.map(({ party, mark, times }) => [`mark: ${mark}`, party, figure(times)]),
    ...messages.map(({ party, message, times }) => [message, party, figure(times)]),
  ]
  return [
    section('What was refused, and by which clause', {
      head: ['event', 'state', 'refusal', 'times', 'clause'],
      rows: refused,
      texts: [1, 2, 4],
    }),
    section('Marks, and what the parties were told', {
      head: ['what', 'whom', 'times'],
      rows: told,
      texts: [1],
    }),
    section('The books at the end', trialCells(report)),
    `<section><h2>What was held</h2><p>${escaped(checksText(report))}.</p></section>`,
  ].join('\n')
}

function section(title: string, cells: Cells): string {
  return `<section><h2>${escaped(title)}</h2>${tableHtml(title, cells)}</section>`
}
