/*
 * Stands in for the barrel '@medusajs/framework/utils' while the promotion functions load: what they
 * ask of it, each from its own file of @medusajs/utils. Nothing is reimplemented here.
 */
const { dirname, join } = require('node:path')

const dist = dirname(require.resolve('@medusajs/utils'))
const real = (file) => require(join(dist, file))

module.exports = {
  ...real('promotion/index.js'),
  ...real('totals/math.js'),
  ...real('totals/big-number.js'),
  ...real('totals/promotion/index.js'),
  ...real('common/errors.js'),
  ...real('common/is-present.js'),
  ...real('common/is-string.js'),
  ...real('common/pick-value-from-object.js'),
}
