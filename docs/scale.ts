/** Writes the script and the table of `docs/scale.md` from the keys of the tables: `node docs/scale.ts`. */
import { readFileSync, writeFileSync } from 'node:fs'
import { DISTRIBUTION, distributionScript } from '../src/shell/store/distribution.ts'

const PAGE = new URL('./scale.md', import.meta.url)

const rows = Object.entries(DISTRIBUTION).map(
  ([table, { by, because }]) => `| \`${table}\` | ${by} | ${because} |`,
)
const parts = {
  script: ['```sql', distributionScript(), '```'],
  keys: ['| table | key | whose, or why |', '| --- | --- | --- |', ...rows],
}

let page = readFileSync(PAGE, 'utf8')
for (const [name, lines] of Object.entries(parts)) {
  const block = new RegExp(`(?<=<!-- ${name}:begin -->\n)[\\s\\S]*?(?=<!-- ${name}:end -->)`)
  page = page.replace(block, () => `${lines.join('\n')}\n`)
}
writeFileSync(PAGE, page)
