import type { JsonSchema } from '../core/base/schema.ts'
import { exampleInput, examplePlanInput } from './example.ts'
import { json, ofBody, ok, problems, ref } from './operation-parts.ts'

const TIME = `The search takes at most one second. Where that is not enough, the answer is the best that was found: \`proved\` is false, and \`bound\` is what is proved, no answer comes below it. Whoever goes away ends the search.`

const PLAN_TIME = `${TIME} \`options.timeMs\` asks for less, or for up to 10 seconds.`

const STREAM = `With \`Accept: application/x-ndjson\` the answer is a stream: while it searches, a few lines a second \`{"progress":{"steps":…,"total":…,"bound":…}}\`, each with the best total so far and what is proved, and at last the document on a line.`

/** What can be searched for: how it is told, what it takes and what it answers. */
interface Search {
  readonly operationId: string
  readonly summary: string
  readonly description: string
  readonly input: string
  readonly example: unknown
  readonly answer: string
  readonly says: string
}

const BEST: Search = {
  operationId: 'best',
  summary: 'Find the cheapest choice of offers',
  description: `Which of the offers to use, the others left out, so that the total is smallest; \`choose\` limits the candidates. \`proved\` says whether no choice can be cheaper. Of equal totals: fewer offers, then those that expire first, then ids in order.\n\n${TIME}`,
  input: 'QuoteInput',
  example: exampleInput,
  answer: 'Best',
  says: 'The choice, and its quote.',
}

const PLAN: Search = {
  operationId: 'plan',
  summary: 'Find the cheapest way to pay in several checkouts',
  description: `Into which checkouts, at most \`maxCheckouts\`, to split the lines, and which offers to use in each, so that the sum of the totals is smallest. They are paid one after the other: uses, budgets and coins are counted over all, every order in every checkout pays its own shipping. With \`"options": { "units": true }\` single pieces of a line may be dealt apart. \`single\` is the best total with one checkout. Up to 250,000 lines × offers.\n\n${PLAN_TIME}`,
  input: 'PlanInput',
  example: examplePlanInput,
  answer: 'Plan',
  says: 'The checkouts in the order in which they are paid, each with its quote.',
}

const BEST_WHY: Search = {
  operationId: 'explainBest',
  summary: 'Find the cheapest choice of offers, and tell why',
  description: `The cheapest choice with, for each offer that it leaves out, what using it would cost and which chosen offers it would drive out, or why it cannot be used.\n\n${TIME}`,
  input: 'QuoteInput',
  example: exampleInput,
  answer: 'BestExplanation',
  says: 'The choice, and why each other offer is left out.',
}

const PLAN_WHY: Search = {
  operationId: 'explainPlan',
  summary: 'Find the cheapest plan, and tell why',
  description: `The cheapest plan with, for each offer that it leaves out, what using it would cost, and for each two checkouts what paying them as one would cost more.\n\n${PLAN_TIME}`,
  input: 'PlanInput',
  example: examplePlanInput,
  answer: 'PlanExplanation',
  says: 'The plan, why offers are left out, and why checkouts are kept apart.',
}

/** The operations that search, each with a stream of its progress. */
export function searchOperations() {
  return {
    '/v1/quotes/best': { post: operation(BEST) },
    '/v1/quotes/best/explain': { post: operation(BEST_WHY) },
    '/v1/plans': { post: operation(PLAN) },
    '/v1/plans/explain': { post: operation(PLAN_WHY) },
  }
}

function operation({ input, example, answer, says, description, ...named }: Search) {
  const lines: JsonSchema = { anyOf: [ref('SearchProgress'), ref(answer)] }
  const whole = ok(says, ref(answer))
  const content = { ...whole[200].content, 'application/x-ndjson': { schema: lines } }
  return {
    ...named,
    tags: ['Pricing'],
    description: `${description}\n\n${STREAM}`,
    requestBody: { required: true, content: json(ref(input), example) },
    responses: { 200: { ...whole[200], content }, ...ofBody, ...problems(503) },
  }
}
