import {
  aaaaMapped,
  addressDocumentation,
  addressLinklocal,
  addressLoopback,
  addressPrivatePublic,
  addressPublicPrivate,
  addressUnusable,
} from './address-rules.ts';
import { aliasCoexists } from './alias-rules.ts';
import { borderRules, duplicateValue } from './border-rules.ts';
import { caaFlags, caaIncomplete, caaTag, caaValue } from './caa-rules.ts';
import {
  cnameApex,
  cnameChain,
  cnameCoexists,
  cnameLoop,
  cnameMultiple,
  cnameSelf,
  cnameTargetIsCname,
  targetIsCname,
} from './cname-rules.ts';
import { dnameOccludes, dsName, nsGlue, zoneCut } from './delegation-rules.ts';
import { dkimSyntax } from './dkim-rules.ts';
import { dmarcSyntax } from './dmarc-rules.ts';
import { mxNull, mxSingle } from './mail-rules.ts';
import {
  labelHyphen,
  labelHyphen34,
  nameCharset,
  nameIsAddress,
  nameRepeatsZone,
  nameReserved,
  nameSingleLabel,
  nameSpecialUse,
  nameUnderscore,
} from './name-rules.ts';
import { nsApex, nsSingle, ptrMultiple, ptrName } from './ns-ptr-rules.ts';
import { rdataSyntax } from './pass-through-rules.ts';
import {
  providerAttribute,
  providerMultiValue,
  providerName,
  providerTtl,
  providerValue,
  providerWildcard,
  typeUnsupported,
} from './provider-rules.ts';
import type { Rule } from './rule.ts';
import { sshfpWeak, svcbAliasParams, svcbMixed, svcbParam, tlsaName } from './service-rules.ts';
import { duplicateNameSpelling, setTooLarge, ttlHigh, ttlLow, ttlMixed, ttlRange } from './set-rules.ts';
import { spfEnd, spfLookups, spfMultiple, spfSyntax } from './spf-rules.ts';
import { srvName, srvNull, srvPortZero, srvService } from './srv-rules.ts';
import { targetDeleted, targetMissing } from './target-rules.ts';
import { txtControl, txtEmpty, txtEscaped, txtLong } from './txt-rules.ts';
import { targetHost, targetIsAddress, targetRoot, targetSingleLabel, targetWildcard } from './value-target-rules.ts';
import { etcdBleed, mailComplete, sameNameTwoProviders, unifiLocalDns } from './whole-plan-rules.ts';
import { wildcardPosition, wildcardShadow, wildcardType } from './wildcard-rules.ts';

/** Every rule there is (validation.md). A set meets them in this order; the first error decides why it is held. */
export const rules: readonly Rule[] = [
  ...borderRules,
  typeUnsupported,
  ttlRange,
  nameReserved,
  nameCharset,
  labelHyphen,
  labelHyphen34,
  nameUnderscore,
  nameIsAddress,
  nameRepeatsZone,
  nameSingleLabel,
  nameSpecialUse,
  wildcardPosition,
  wildcardType,
  wildcardShadow,
  ttlLow,
  ttlHigh,
  ttlMixed,
  duplicateValue,
  duplicateNameSpelling,
  setTooLarge,
  cnameSelf,
  cnameMultiple,
  cnameCoexists,
  cnameLoop,
  providerWildcard,
  providerName,
  providerMultiValue,
  providerValue,
  providerAttribute,
  providerTtl,
  cnameApex,
  cnameChain,
  cnameTargetIsCname,
  targetIsAddress,
  targetHost,
  targetWildcard,
  targetRoot,
  targetSingleLabel,
  targetIsCname,
  targetMissing,
  targetDeleted,
  aaaaMapped,
  addressUnusable,
  addressLoopback,
  addressLinklocal,
  addressDocumentation,
  addressPrivatePublic,
  addressPublicPrivate,
  mxNull,
  mxSingle,
  srvName,
  srvService,
  srvNull,
  srvPortZero,
  caaFlags,
  caaTag,
  caaValue,
  caaIncomplete,
  nsApex,
  nsGlue,
  nsSingle,
  zoneCut,
  ptrName,
  ptrMultiple,
  txtLong,
  txtEmpty,
  txtEscaped,
  txtControl,
  spfMultiple,
  spfSyntax,
  spfLookups,
  spfEnd,
  dmarcSyntax,
  dkimSyntax,
  mailComplete,
  svcbParam,
  svcbAliasParams,
  svcbMixed,
  tlsaName,
  sshfpWeak,
  rdataSyntax,
  dsName,
  dnameOccludes,
  aliasCoexists,
  etcdBleed,
  unifiLocalDns,
  sameNameTwoProviders,
];
