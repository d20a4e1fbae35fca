/** The version of dns-sync; a test keeps it equal to package.json's. */
export const version = '0.1.0';

/** How dns-sync names itself in plans, locks and headers. */
export const generator = `dns-sync ${version}`;
