// Where oclif's explicit strategy finds the command classes. They live in the bundle that is running already, which
// src/main.ts leaves here, so that nothing is loaded twice.
exports.commands = globalThis[Symbol.for('dns-sync.commands')];
