/** The hours of the day in which a widget is shown. Pure. */

const minutesOf = (text: string): number | null => {
  const [hours, minutes] = text.split(':').map(Number);
  return text === '' || hours === undefined || minutes === undefined ? null : hours * 60 + minutes;
};

/** A span may go over midnight; with one end missing it begins or ends with the day; without both it never ends. */
export function isWithinHours(from: string, until: string, date: Date): boolean {
  const start = minutesOf(from) ?? 0;
  const end = minutesOf(until) ?? 24 * 60;
  const now = date.getHours() * 60 + date.getMinutes();
  return start <= end ? now >= start && now < end : now >= start || now < end;
}
