import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/core/diagnostic.ts';
import { settlePendingZones } from '../../src/core/pending-zones.ts';
import { aSet, create } from '../support/plan-builder.ts';

const made: Diagnostic = { code: 'ZONE_NEW', severity: 'warning', message: 'it will be made' };
const impossible: Diagnostic = { code: 'ZONE_NEW', severity: 'error', message: 'it cannot be made' };
const apexes = ['example.com', 'lab.example.com'];
const change = (name: string) => create(name, 'A', aSet(['10.0.0.1']));

describe('zones that do not exist yet', () => {
  it.each([
    [
      'a zone that a change needs is announced',
      'a.lab.example.com',
      made,
      ['a.lab.example.com'],
      ['it will be made'],
      [],
    ],
    ['a zone that nothing needs is not mentioned', 'a.example.com', made, ['a.example.com'], [], []],
    [
      'a change in a zone that cannot be made is held',
      'a.lab.example.com',
      impossible,
      [],
      ['it cannot be made'],
      ['a.lab.example.com unsupported it cannot be made'],
    ],
    ['a zone that cannot be made stops nothing elsewhere', 'a.example.com', impossible, ['a.example.com'], [], []],
  ])('%s', (_case, name, diagnostic, changes, diagnostics, held) => {
    const settled = settlePendingZones([change(name)], [{ zone: 'lab.example.com', diagnostic }], apexes);
    expect(settled.changes.map((one) => one.name)).toEqual(changes);
    expect(settled.diagnostics.map(({ message }) => message)).toEqual(diagnostics);
    expect(settled.held.map((one) => `${one.name} ${one.reason} ${one.detail}`)).toEqual(held);
  });
});
