/*
 * Stands in for the barrel '../common' of @medusajs/utils, which asks for a database layer: all that
 * its arithmetic uses of it.
 */
const { dirname, join } = require('node:path')

module.exports = require(join(dirname(require.resolve('@medusajs/utils')), 'common/is-defined.js'))
