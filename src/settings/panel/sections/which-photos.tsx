/** Which photos take part: the fields of the spec, with the folders there are to choose from. */
import { createMemo, createResource, type JSX } from 'solid-js';
import { usePanel, usePart } from '../context.ts';
import { Field } from '../field.tsx';
import { albumOptions } from '../library-words.ts';
import { Group, type SpecGroup } from '../parts.tsx';
import { Staged } from '../staged.tsx';
import { say } from '../words.ts';

export function WhichPhotosGroup(props: SpecGroup): JSX.Element {
  const { host } = usePanel();
  const [albums] = createResource(() => host.run('albums').catch(() => []));
  const names = usePart(({ settings, sources }) =>
    settings.sources.entries.map(({ id, label, source }) => ({
      id,
      name: label || sources.find((it) => it.id === source)?.label || source,
    })),
  );
  /** Nothing to choose from yet: it stays a text. */
  const folders = createMemo(() => {
    const found = albums() ?? [];
    if (found.length === 0) return undefined;
    return albumOptions(found, (entryId) => say(names().find(({ id }) => id === entryId)?.name ?? entryId));
  });
  return (
    <Group label={say(props.spec.label)} id={`settings-${props.spec.namespace}`}>
      <Staged
        parts={props.fields.map((field) => () => (
          <Field spec={props.spec} field={field} choices={field === 'album' ? folders() : undefined} />
        ))}
      />
    </Group>
  );
}
