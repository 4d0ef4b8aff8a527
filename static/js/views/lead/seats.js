/** What a planned seating would change, and who matches a search. Pure. */

/**
 * @param {Record<string, Record<string, any>>} state
 * @returns {{to: number, people: {number: number, from: number | null}[]}[]} by new table: who would come there from elsewhere
 */
export function whoChanges(state) {
  const plan = state.plan?.plan;
  if (!plan) return [];
  return Object.entries(plan.seats)
    .map(([table, numbers]) => ({
      to: Number(table),
      people: numbers
        .map((/** @type {number} */ number) => ({ number, from: state.person?.[number]?.table ?? null }))
        .filter((/** @type {{from: number | null}} */ person) => person.from !== Number(table)),
    }))
    .filter((group) => group.people.length > 0)
    .sort((a, b) => a.to - b.to);
}

/** @param {Record<string, Record<string, any>>} state @returns {number[]} people who are here and have no seat in the plan */
export function leftStanding(state) {
  const plan = state.plan?.plan;
  if (!plan) return [];
  const seated = new Set(Object.values(plan.seats).flat());
  return Object.values(state.person ?? {})
    .filter((person) => !person.absent && !seated.has(person.number))
    .map((person) => person.number);
}

/**
 * The people whose number, name, group or table is meant by the words; all words must fit.
 * A number alone means the badge; "T7" or "Tisch 7" or "table 7" means those at table 7.
 * @param {Record<string, Record<string, any>>} state @param {string} words
 */
export function peopleMatching(state, words) {
  const people = Object.values(state.person ?? {}).sort((a, b) => a.number - b.number);
  const wanted = words.trim().toLocaleLowerCase();
  if (!wanted) return people;
  const table = wanted.match(/^(?:t|tisch|table)\s*(\d+)$/);
  if (table) return people.filter((person) => person.table === Number(table[1]));
  if (/^\d+$/.test(wanted)) return people.filter((person) => String(person.number).startsWith(wanted));
  const parts = wanted.split(/\s+/);
  return people.filter((person) => {
    const text = `${person.name} ${person.group ?? ""}`.toLocaleLowerCase();
    return parts.every((part) => text.includes(part));
  });
}
