import fc from 'fast-check';

// In CI property tests use one seed, so that a change is judged by what it changes; elsewhere each run explores anew.
if (process.env.CI !== undefined) fc.configureGlobal({ seed: 20261121 });
