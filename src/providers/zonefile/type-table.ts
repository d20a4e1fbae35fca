/** Where names stand in the fields of types that are only passed through, from 0. */
export const nameFields: Readonly<Record<string, readonly number[]>> = {
  AFSDB: [1],
  ALIAS: [0],
  DNAME: [0],
  KX: [1],
  LP: [1],
  MB: [0],
  MD: [0],
  MF: [0],
  MG: [0],
  MINFO: [0, 1],
  MR: [0],
  NAPTR: [5],
  NSEC: [0],
  PX: [1, 2],
  RP: [0, 1],
  RRSIG: [7],
  RT: [1],
};

/** From which field on the rest is one hexadecimal text, which may be written with blanks and in any case. */
export const hexFields: Readonly<Record<string, number>> = {
  CDS: 3,
  DS: 3,
  SMIMEA: 3,
  SSHFP: 2,
  TLSA: 3,
  ZONEMD: 3,
};
