import type { ComponentChildren } from 'preact'
import { clauseById, sourceOfClause } from '../../core/base/clauses.ts'
import type { Kind, Terms } from '../../core/pricing/terms.ts'
import type { RuleProperty, Setting } from '../../core/pricing/terms-document.ts'
import { periodText } from './terms-index.tsx'

/** One rule-set to read: step by step, each kind with its rules, each rule with its clause. */
export function TermsPage({ terms }: { readonly terms: Terms }) {
  const { document } = terms
  return (
    <main id="main" class="prose terms">
      <p class="crumb">
        <a href="/terms">Terms</a>
      </p>
      <h1>{document.title}</h1>
      <p>{document.summary}</p>
      <p class="soft">
        <code>{document.id}</code> · {periodText(terms)}
      </p>
      {document.steps.map((step) => (
        <section key={step} aria-label={`Step ${step}`}>
          <h2>
            <span class="step">{step}</span> Step {step}
          </h2>
          {terms.kindsInOrder
            .filter((kind) => kind.step === step)
            .map((kind) => (
              <KindPart key={kind.id} kind={kind} terms={terms} />
            ))}
        </section>
      ))}
      <section>
        <h2>Never on these goods</h2>
        <ExclusionsPart terms={terms} />
      </section>
      <section>
        <h2>Rounding and refunds</h2>
        <dl class="rules">
          {document.settings.map((setting) => (
            <RuleRow
              key={setting.id}
              name={settingName(setting)}
              clause={setting.clause}
              note={setting.note}
            >
              {settingValue(setting)}
            </RuleRow>
          ))}
        </dl>
      </section>
      <ClauseTexts terms={terms} />
    </main>
  )
}

function KindPart({ kind, terms }: { readonly kind: Kind; readonly terms: Terms }) {
  const rows: readonly (readonly [RuleProperty, string, string])[] = [
    ['slot', 'Place', slotText(kind)],
    ['minimum', 'Minimum', minimumText(kind)],
    ['stacksWith', 'Stacks with', stackingText(kind, terms)],
    ['claimed', 'Claiming', kind.claimed ? 'must be claimed first' : 'not needed'],
    ...(kind.firstCheckoutOnly
      ? [['firstCheckoutOnly', 'Checkouts', 'the first of several only'] as const]
      : []),
  ]
  return (
    <section class="kind" aria-label={kind.name}>
      <h3>
        {kind.name} <code>{kind.id}</code>
      </h3>
      <dl class="rules">
        {rows.map(([property, name, value]) => {
          const { rule, clause, overrides } = kind.authority[property]
          const written = terms.document.rules.find((one) => one.id === rule)
          return (
            <RuleRow
              key={property}
              name={name}
              clause={clause}
              overrides={overrides}
              note={written?.note}
            >
              {value}
            </RuleRow>
          )
        })}
      </dl>
    </section>
  )
}

function RuleRow(props: {
  readonly name: string
  readonly clause: string
  readonly overrides?: string | null
  readonly note?: string | undefined
  readonly children: ComponentChildren
}) {
  const { name, clause, overrides, note, children } = props
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {children} <Cited clause={clause} />
        {overrides && (
          <small>
            {' '}
            prevails over <Cited clause={overrides} />
          </small>
        )}
        {note && <small class="remark">{note}</small>}
      </dd>
    </div>
  )
}

function Cited({ clause }: { readonly clause: string }) {
  return (
    <a class="clause" href={`#${clause}`}>
      {clause}
    </a>
  )
}

function slotText({ slot }: Kind): string {
  if (slot === null) return 'several side by side'
  return `one per ${slot.per}, in the place “${slot.name}”`
}

function minimumText({ exceeds, ofRunning, pooled }: Kind): string {
  const of = pooled ? 'the pool’s list price' : ofRunning ? 'what is left' : 'the list price'
  return `${of} ${exceeds ? 'is above it' : 'reaches it'}`
}

function stackingText(kind: Kind, terms: Terms): string {
  if (kind.allows === -1) return 'everything that allows it'
  const names = terms.kindsInOrder.filter((other) => (kind.allows & other.bit) !== 0)
  if (names.length === 0) return 'nothing, unless its own terms say more'
  return `${names.map((other) => other.name.toLowerCase()).join(', ')}; more if its own terms say so`
}

function ExclusionsPart({ terms }: { readonly terms: Terms }) {
  const rows = terms.document.rules.filter((rule) => rule.excludes !== undefined)
  if (rows.length === 0) return <p>No goods are excluded.</p>
  return (
    <dl class="rules">
      {rows.map((rule) => (
        <RuleRow
          key={rule.id}
          name={rule.on === '*' ? 'Every kind' : rule.on.join(', ')}
          clause={rule.clause}
          note={rule.note}
        >
          {(rule.excludes ?? []).join(', ')}
        </RuleRow>
      ))}
    </dl>
  )
}

function settingName(setting: Setting): string {
  if (setting.rounding) return 'Rounding'
  if (setting.shippingComesBackOn) return 'Shipping comes back on'
  return setting.coinsComeBack ? 'Coins come back' : 'Free shipping after a return'
}

function settingValue(setting: Setting): string {
  if (setting.rounding) return setting.rounding === 'half-up' ? 'half up, at every step' : 'down'
  if (setting.shippingComesBackOn) return setting.shippingComesBackOn.join(', ') || 'nothing'
  if (setting.coinsComeBack) {
    return setting.coinsComeBack === 'never' ? 'never' : 'with the refund that completes the whole'
  }
  return setting.shippingRecheckedOnReturn ? 'its minimum is tested again' : 'stays'
}

/** The texts of all clauses that the page cites, in the order of the catalogue's ids. */
function ClauseTexts({ terms }: { readonly terms: Terms }) {
  const cited = new Set(
    [
      ...terms.kindsInOrder.flatMap((kind) =>
        Object.values(kind.authority).flatMap(({ clause, overrides }) => [clause, overrides]),
      ),
      ...terms.document.rules.map((rule) => rule.clause),
      ...terms.document.settings.map((setting) => setting.clause),
    ].filter((id) => id !== null),
  )
  return (
    <section class="clause-texts">
      <h2>Clauses</h2>
      <dl class="rules">
        {[...cited].toSorted().map((id) => (
          <div key={id} id={id}>
            <dt>{id}</dt>
            <dd>
              {clauseById(id)?.says ?? 'A clause of its own programme.'}
              <small class="remark">{sourceOfClause(id)?.title}</small>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
