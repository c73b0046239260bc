import {
  TRIGGER_RULES,
  type TriggerRules,
  triggerRules,
} from '../../../core/offers/trigger-rules.ts'
import type { RuleDocument } from '../rule-documents.ts'

/** When triggers fire, as the installation keeps it. */
export const TRIGGER_RULE_DOCUMENT: RuleDocument<TriggerRules> = {
  name: 'trigger-rules',
  schema: triggerRules,
  preset: TRIGGER_RULES,
}
