/**
 * What two readings of the specification have to agree on: a quote without its words (`clause`,
 * `message`), a refusal as the sorted set of its paths.
 */
export function comparable(answer: object): unknown {
  if ('refused' in answer && Array.isArray(answer.refused)) {
    const paths = answer.refused.map((fault: { path: string }) => fault.path)
    return { refused: [...new Set(paths)].sort() }
  }
  if (!('applied' in answer && 'rejected' in answer)) return answer
  return {
    ...answer,
    applied: (answer.applied as object[]).map(wordless),
    rejected: (answer.rejected as object[]).map(wordless),
  }
}

function wordless(entry: object): object {
  return Object.fromEntries(
    Object.entries(entry).filter(
      ([key, value]) => key !== 'clause' && key !== 'message' && value !== null,
    ),
  )
}
