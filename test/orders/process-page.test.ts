import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { describe, expect, it, vi } from 'vitest'
import { processPage } from '../../docs/build-process.ts'
import { orderProcess } from '../../src/core/orders/order-process.ts'
import { drawProcess } from '../../src/core/orders/process-graph.ts'
import { moveTable, refusalTable } from '../../src/core/orders/process-text.ts'
import { define } from '../../src/shell/cli/process.ts'

describe('the page of the process', () => {
  it('is the one that is drawn from the document: node docs/build-process.ts', () => {
    const page = readFileSync(new URL('../../docs/order-process.md', import.meta.url), 'utf8')
    expect(page).toBe(processPage())
  })

  it('shows every row, and in the graph every way from state to state', () => {
    const { rows } = orderProcess.document
    expect(moveTable(orderProcess).length + refusalTable(orderProcess).length).toBe(rows.length)
    const graph = drawProcess(orderProcess)
    expect(graph).toContain('  [*] --> unpaid: place (buyer)')
    expect(graph).toContain('  unpaid --> cancelled: pay-by passes')
    expect(graph).toContain('  closed --> [*]')
    expect(graph).not.toContain('awaiting_delivery --> awaiting_delivery')
    expect(drawProcess(orderProcess, { loops: true })).toContain(
      '  awaiting_delivery --> awaiting_delivery: extend(days) (seller, platform)',
    )
  })
})

describe('tessera process', () => {
  async function printed(...args: string[]): Promise<string> {
    const out: string[] = []
    const keep = (text: unknown) => {
      out.push(String(text))
      return true
    }
    const streams = [process.stdout, process.stderr].map((stream) =>
      vi.spyOn(stream, 'write').mockImplementation(keep),
    )
    const command = new Command('process')
    define(command)
    await command.parseAsync(args, { from: 'user' })
    for (const stream of streams) stream.mockRestore()
    return out.join('')
  }

  it('lists the processes, and prints one with its graph', async () => {
    expect(await printed()).toMatch(/order +order-1/)
    const text = await printed('order')
    expect(text).toContain('unpaid: pay-by\n  end of day 20 after placed\n')
    expect(text).toContain('48 hours (72 under coronavirus-2020) after asked')
    expect(text).toContain('verifying → awaiting-shipment')
    expect(text).toContain(drawProcess(orderProcess))
    expect(text).not.toContain('…')
    expect(
      Math.max(
        ...(text
          .split('Graph')[0]
          ?.split('\n')
          .map((line) => line.length) ?? []),
      ),
    ).toBeLessThan(81)
  })

  it('prints its refusals, its graph alone, and the document', async () => {
    expect(await printed('order', '--refusals')).toContain('ship in cancel-requested')
    expect(await printed('order', '--graph')).toBe(`${drawProcess(orderProcess)}\n`)
    expect(JSON.parse(await printed('order', '--json'))).toEqual(orderProcess.document)
  })

  it('tells a name that it does not know', async () => {
    const before = process.exitCode
    expect(await printed('diner')).toBe('diner  There is no such process. Known: order.\n')
    expect(process.exitCode).toBe(2)
    process.exitCode = before
  })
})
