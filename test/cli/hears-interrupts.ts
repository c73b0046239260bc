/** Read before a command by `node --import`: says on standard error when the command begins to hear Ctrl-C. */
process.on('newListener', (event) => {
  if (event === 'SIGINT') setImmediate(() => process.stderr.write('It hears.\n'))
})
