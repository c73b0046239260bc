#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import { resolve } from 'node:path'

// Stripping the types of some sixty files takes longer than pricing a cart: from the second start on
// they come stripped and compiled. Where the folder cannot be written, it only takes longer.
enableCompileCache(resolve(import.meta.dirname, '../../../node_modules/.cache/tessera'))

const { run } = await import('./program.ts')
await run()
