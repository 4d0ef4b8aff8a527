/**
 * @typedef {Record<string, Record<string, any>>} State kind → id → value
 * @typedef {{kind: string, id: string, value: any}} Put
 */

/**
 * Puts or removes one object: all that ever happens to a state. A kind without objects is not there at all, as in a snapshot.
 * @param {State} state @param {Put} change
 */
export function apply(state, { kind, id, value }) {
  if (value !== null) (state[kind] ??= {})[id] = value;
  else if (state[kind]) delete state[kind][id];
  if (state[kind] && Object.keys(state[kind]).length === 0) delete state[kind];
}
