/**
 * Writes src/client/api.ts and src/client/api from the document of the API: the types of every document and operation, and a
 * row for each operation. `npm run client` runs it; a test holds the files to what it would write.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { openApiDocument } from '../src/contract/openapi.ts'
import type { JsonSchema } from '../src/core/base/schema.ts'
import { shippedTerms } from '../src/core/pricing/shipped.ts'
import { comment, declarationOf, refsIn, typeOf } from './client-types.ts'

const ROOT = new URL('..', import.meta.url)
const ROOM = 'src/client'

interface OpenApi {
  readonly tags: readonly { readonly name: string; readonly description: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> }
}

interface Operation {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly summary: string
  readonly description?: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Content }
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>
}

interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required?: boolean
  readonly schema: JsonSchema
}

type Content = Readonly<Record<string, { readonly schema: JsonSchema }>>

/** An operation in its place. */
interface Placed extends Operation {
  readonly method: string
  readonly path: string
}

/** What belongs to a tag: its operations, and the documents that no tag before it speaks of. */
interface Group {
  readonly name: string
  readonly description: string
  readonly operations: readonly Placed[]
  readonly shelves: readonly Shelf[]
}

/** A file of documents: each stands after those that it is made of, so no two files import each other. */
interface Shelf {
  readonly file: string
  readonly documents: readonly (readonly [name: string, declaration: string])[]
}

/** A file of more lines than this, before they are formatted, is divided. */
const SHELF_LINES = 150

/** Every file of the client that is made from the document, by its path from the root. */
export function clientFiles(): Map<string, string> {
  const api = openApiDocument('', shippedTerms) as unknown as OpenApi
  const groups = groupsOf(api)
  const shelves = groups.flatMap((group) => group.shelves)
  const homes: Homes = new Map(
    shelves.flatMap(({ file, documents }) => documents.map(([name]) => [name, file])),
  )
  const files = [
    ...shelves.map((shelf) => [`api/${shelf.file}.ts`, documentsFile(shelf, api, homes)] as const),
    ...groups.map((group) => [`api/${fileName(group)}.ts`, operationsFile(group, homes)] as const),
    ['api.ts', gatheringFile(groups)] as const,
    ['api/documents.ts', documentIndex(groups)] as const,
  ]
  return new Map(files.map(([name, text]) => [`${ROOM}/${name}`, formatted(name, text)]))
}

/** The file in which a document stands. */
type Homes = ReadonlyMap<string, string>

const fileName = ({ name }: { readonly name: string }) => name.toLowerCase()

/** The groups in the order of the tags; a document stands with the first that speaks of it. */
function groupsOf({ tags, paths, components }: OpenApi): Group[] {
  const placed = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]): Placed => ({ ...one, method, path })),
  )
  const taken = new Set<string>()
  const take = (name: string): string[] => {
    if (taken.has(name)) return []
    taken.add(name)
    return [...refsIn(components.schemas[name]).flatMap(take), name]
  }
  const known = tags.map(({ name }) => name)
  const others = new Set(
    placed.map((one) => one.tags[0] as string).filter((one) => !known.includes(one)),
  )
  const all = [...tags, ...[...others].map((name) => ({ name, description: `${name}.` }))]
  return all.flatMap(({ name, description }) => {
    const operations = placed.filter((one) => one.tags[0] === name)
    const documents = operations
      .flatMap((one) => refsIn([askedOf(one), bodyOf(one), answerOf(one)]))
      .flatMap(take)
      .map((one) => [one, declarationOf(one, components.schemas[one] ?? {})] as const)
    const shelves = shelved(`${name.toLowerCase()}-documents`, documents)
    return operations.length === 0 ? [] : [{ name, description, operations, shelves }]
  })
}

/** Documents in files of a size that can be read. */
function shelved(name: string, documents: Shelf['documents']): Shelf[] {
  const shelves: Shelf['documents'][number][][] = []
  let lines = Number.POSITIVE_INFINITY
  for (const document of documents) {
    const more = document[1].split('\n').length
    if (lines + more > SHELF_LINES) {
      shelves.push([])
      lines = 0
    }
    shelves.at(-1)?.push(document)
    lines += more
  }
  return shelves.map((shelf, at) => ({
    file: at === 0 ? name : `${name}-${at + 1}`,
    documents: shelf,
  }))
}

const bodyOf = ({ requestBody }: Operation): Content => requestBody?.content ?? {}

/** The content of the answer to a request that was fine. */
function answerOf({ responses }: Operation): Content {
  const status = Object.keys(responses).find((code) => code.startsWith('2')) as string
  return responses[status]?.content ?? {}
}

/** The schemas of what stands in the address. */
const askedOf = ({ parameters = [] }: Placed): JsonSchema[] =>
  parameters.filter((one) => one.in !== 'header').map(({ schema }) => schema)

const GENERATED = '// Made from the document of the API by docs/build-client.ts: npm run client.\n'

function documentsFile({ file, documents }: Shelf, api: OpenApi, homes: Homes): string {
  const needed = documents.flatMap(([name]) => refsIn(api.components.schemas[name]))
  const declarations = documents.map(([, declaration]) => declaration)
  return [GENERATED, ...imports(needed, homes, file), ...declarations].join('\n')
}

/** Imports of documents from the files that they stand in. */
function imports(names: readonly string[], homes: Homes, except?: string): string[] {
  const from = Map.groupBy(new Set(names), (name) => homes.get(name) as string)
  return [...from].flatMap(([file, inside]) =>
    file === except ? [] : [importOf(inside, `./${file}.ts`)],
  )
}

function importOf(names: readonly string[], file: string): string {
  return `import type { ${names.toSorted().join(', ')} } from '${file}'`
}

function operationsFile(group: Group, homes: Homes): string {
  const { name, description, operations } = group
  const needed = operations.flatMap((one) =>
    refsIn([askedOf(one), jsonOf(bodyOf(one)), jsonOf(answerOf(one))]),
  )
  const calls = operations.map(
    (one) => `${comment(wordsOf(one))}${one.operationId}: ${callOf(one)}`,
  )
  const rows = operations.map((one) => `${one.operationId}: ${rowOf(one)},`)
  return [
    GENERATED,
    `import type { Call, Rows } from '../call.ts'`,
    ...imports(needed, homes),
    '',
    `${comment(description)}export interface ${name}Calls {\n${calls.join('\n')}\n}\n`,
    `export const ${fileName(group)}Rows = {\n${rows.join('\n')}\n} as const satisfies Rows<${name}Calls>\n`,
  ].join('\n')
}

/** The summary, and the first paragraph of what is said beside it. */
function wordsOf({ summary, description = '' }: Placed): string {
  const [first = ''] = description.split('\n\n')
  return first === '' ? `${summary}.` : `${summary}. ${first}`
}

function gatheringFile(groups: readonly Group[]): string {
  const calls = groups.map(
    (group) =>
      `import { type ${group.name}Calls, ${fileName(group)}Rows } from './api/${fileName(group)}.ts'`,
  )
  return [
    GENERATED,
    ...calls,
    '',
    '/** Every operation as a function. */',
    `export interface Api extends ${groups.map(({ name }) => `${name}Calls`).join(', ')} {}\n`,
    '/** Every operation as it goes over the wire. */',
    `export const OPERATIONS = { ${groups.map((group) => `...${fileName(group)}Rows`).join(', ')} }\n`,
  ].join('\n')
}

/** Every document by its name, with the file that it stands in. */
function documentIndex(groups: readonly Group[]): string {
  const shelves = groups.flatMap((group) => group.shelves)
  const rows = shelves.flatMap(({ file, documents }) =>
    documents.map(([name]) => `readonly ${name}: import('./${file}.ts').${name}`),
  )
  return [
    GENERATED,
    '/** Every document by its name. */',
    `export interface Documents {\n${rows.join('\n')}\n}\n`,
  ].join('\n')
}

const jsonOf = (content: Content) => content['application/json']?.schema

/** The type of an operation: what it takes, what it answers. */
function callOf(one: Placed): string {
  const { parameters = [] } = one
  const part = (place: Parameter['in']) => parameters.filter((parameter) => parameter.in === place)
  const fields: string[] = []
  const path = part('path')
  if (path.length > 0) fields.push(`path: ${parametersType(path)}`)
  const query = part('query')
  if (query.length > 0) {
    fields.push(
      `query${query.some(({ required }) => required) ? '' : '?'}: ${parametersType(query)}`,
    )
  }
  const body = bodyOf(one)
  const json = jsonOf(body)
  if (json) fields.push(`body: ${typeOf(json)}`)
  else if (Object.keys(body).length > 0) fields.push('body: string | ReadableStream<Uint8Array>')
  if (needs(one, 'If-Match')) fields.push('ifMatch: string')
  const request = fields.map((field) => `readonly ${field}`).join('\n')
  return `Call<${fields.length > 0 ? `{ ${request} }` : 'Record<never, never>'}, ${answerType(one)}>`
}

function parametersType(parameters: readonly Parameter[]): string {
  const fields = parameters.map(({ name, required, schema }) =>
    required
      ? `readonly ${name}: ${typeOf(schema)}`
      : `readonly ${name}?: ${typeOf(schema)} | undefined`,
  )
  return `{ ${fields.join('; ')} }`
}

function answerType(one: Placed): string {
  const content = answerOf(one)
  const json = jsonOf(content)
  if (json) return typeOf(json)
  return Object.keys(content).length === 0 ? 'undefined' : 'Response'
}

function needs({ parameters = [] }: Operation, header: string): boolean {
  return parameters.some((one) => one.in === 'header' && one.name === header)
}

function rowOf(one: Placed): string {
  const body = Object.keys(bodyOf(one))
  const traits = [
    needs(one, 'Idempotency-Key') && 'keyed',
    needs(one, 'If-Match') && 'versioned',
    body.length > 0 && !body.includes('application/json') && 'lines',
    answerType(one) === 'Response' && 'raw',
  ]
  const words = [one.method.toUpperCase(), one.path, ...traits.filter((trait) => trait !== false)]
  return `[${words.map((word) => `'${word}'`).join(', ')}]`
}

/** As the formatter of the project would have it. */
function formatted(name: string, text: string): string {
  const biome = new URL('node_modules/.bin/biome', ROOT).pathname
  const args = ['check', '--write', `--stdin-file-path=${ROOM}/${name}`]
  return execFileSync(biome, args, { input: text, encoding: 'utf8', cwd: ROOT })
}

function main(): void {
  const files = clientFiles()
  // Emptied first, for what the API has no more: and only once all is known that takes its place.
  rmSync(new URL(`${ROOM}/api`, ROOT), { recursive: true, force: true })
  mkdirSync(new URL(`${ROOM}/api`, ROOT), { recursive: true })
  for (const [path, text] of files) writeFileSync(new URL(path, ROOT), text)
}

if (import.meta.main) main()
