import { decimalText } from '../../core/base/iso4217.ts'
import { paragraph, someOf } from './plain-text.ts'
import { heading } from './receipt.ts'
import type { AllocationStage, EligibilityStage, StackStage } from './stages.ts'
import { type Column, type Row, table } from './table.ts'

/** A stage as a table. */
export async function stageText(
  stage: EligibilityStage | StackStage | AllocationStage,
  pageWidth: number,
): Promise<string> {
  switch (stage.stage) {
    case 'eligibility':
      return eligibilityText(stage, pageWidth)
    case 'stack':
      return stackText(stage, pageWidth)
    case 'allocation':
      return allocationText(stage, pageWidth)
  }
}

async function eligibilityText({ offers }: EligibilityStage, pageWidth: number): Promise<string> {
  const columns: Column[] = [
    { head: 'offer' },
    { head: 'kind' },
    { head: 'its lines', yields: 'wrap' },
    { head: 'its faults', yields: 'wrap' },
  ]
  const rows = offers.map((one) => {
    return [one.offer, one.kind, someOf(one.lines), one.faults.join(', ') || 'none']
  })
  return `${heading('Eligibility')}\n${await table(columns, rows, pageWidth)}`
}

async function stackText({ attempts }: StackStage, pageWidth: number): Promise<string> {
  const columns: Column[] = [
    ...['step', 'offer', 'kind'].map((head) => ({ head })),
    { head: 'slot', yields: 'wrap' },
    { head: 'outcome' },
  ]
  const rows = attempts.map((one) => {
    const slot = one.slot ? `${one.slot.name} per ${one.slot.per}` : 'none'
    return [one.step ?? '-', one.offer, one.kind, slot, one.outcome]
  })
  const notes = attempts.flatMap((one) => {
    const by = one.blockedBy.length > 0 ? `, by ${someOf(one.blockedBy)}` : ''
    return [
      ...(one.reasons.length > 0 ? [`${one.offer}: ${one.reasons.join(', ')}${by}.`] : []),
      ...(one.narrowed
        ? [
            `${one.offer} leaves out ${someOf(one.narrowed.lines)}, held by ${someOf(one.narrowed.by)}.`,
          ]
        : []),
    ]
  })
  return [
    `${heading('Stack, in order of attempt')}\n${await table(columns, rows, pageWidth)}`,
    ...(notes.length > 0
      ? [notes.map((one) => paragraph(one, pageWidth, ['- ', '  '])).join('\n')]
      : []),
  ].join('\n\n')
}

async function allocationText(stage: AllocationStage, pageWidth: number): Promise<string> {
  const money = (amount: number): string => decimalText(amount, stage.currency)
  const rowsOf = (rows: AllocationStage['lines']): Row[] =>
    rows.flatMap(({ id, list, shares, net }) => [
      [id, 'list', money(list)],
      ...Object.entries(shares).map(([offer, share]) => ['', offer, money(-share)]),
      ['', 'net', money(net)],
    ])
  const columns = (of: string) => [
    { head: of },
    { head: 'share' },
    { head: stage.currency, right: true },
  ]
  const sections = [
    `${heading('Allocation by line')}\n${await table(columns('line'), rowsOf(stage.lines), pageWidth)}`,
  ]
  const fees = stage.shipping.filter((order) => order.list > 0)
  if (fees.length > 0) {
    const text = await table(columns('order'), rowsOf(fees), pageWidth)
    sections.push(`${heading('Allocation of shipping')}\n${text}`)
  }
  return sections.join('\n\n')
}
