import { deepEqual, ok } from 'node:assert/strict';
import { loadLocator } from '../../../src/sources/docker/locator.ts';
import { readRecording } from '../../../src/sources/docker/recording.ts';
import { readShape } from '../../../src/sources/docker/shapes.ts';
import { readLabels } from '../../../src/sources/labels/read-labels.ts';
import { labelRules } from '../../../src/sources/labels/table.ts';
import { container } from '../../sources/labels/reading.ts';
import { expectReading } from '../expectations.ts';
import { nearly } from '../mutate.ts';
import { target } from '../target.ts';

const inspected = JSON.stringify([
  {
    Id: '4f5e',
    Name: '/web',
    Created: '2026-11-20T12:00:00.123456789Z',
    State: { Status: 'running' },
    HostConfig: { NetworkMode: 'front' },
    Config: { Labels: { 'dns.host': 'app.example.com', 'dns.target': '10.0.0.1' } },
    NetworkSettings: { Networks: { front: { IPAddress: '172.18.0.5', GlobalIPv6Address: '', Aliases: null } } },
  },
]);
const listed = JSON.stringify([{ Id: 'a', Names: ['/x/y', '/db'], Created: 1, State: 'exited', Labels: null }]);
const service = JSON.stringify({
  ID: 's1',
  CreatedAt: '2026-11-20T12:00:00Z',
  Spec: { Name: 'web', Mode: { Replicated: { Replicas: 0 } }, Labels: { 'dns.host': 'b.example.com' } },
});

/** The reader of recorded Docker answers. */
export const dockerTargets = [
  target('docker', nearly(inspected, listed, service, `${inspected}\n${service}`), async (text) => {
    const read = await readRecording(text);
    if (!read.ok) {
      ok(read.message !== '' && read.offset >= 0 && read.offset <= text.length);
      return;
    }
    const locator = await loadLocator(text, 'containers.json');
    for (const element of read.elements) {
      const shape = readShape(element.value);
      const { line, column } = locator.element(element);
      const lines = text.split('\n');
      ok(line >= 1 && line <= lines.length && column >= 1 && column <= (lines[line - 1]?.length ?? 0) + 1);
      if (!shape.ok) {
        ok(shape.message !== '' && shape.hint !== '');
        continue;
      }
      const { labels, networks, created, labelPath } = shape.subject;
      ok(created === undefined || Number.isInteger(created));
      for (const key of Object.keys(labels)) deepEqual(locator.key(element, labelPath, key).file, 'containers.json');
      expectReading(readLabels(container(labels, { networks }), labelRules({})), text);
    }
  }),
];
