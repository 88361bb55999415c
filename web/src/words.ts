// Days in words, as the page shows them everywhere.

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** "4 Feb 2016" of an ISO day. */
export function dayInWords(iso: string): string {
  const [year, month, day] = iso.split("-");
  return `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}`;
}

/** "3–5 Feb 2016", "2015", "by 4 Feb 2016": the days of a card, shortly. */
export function daysInWords(
  first: string | null,
  last: string | null,
  edtf?: string | null,
  open?: string,
): string {
  if (open && first) return `${open} ${dayInWords(first)}`;
  if (!first && !last) return "no day";
  if (!first || !last) return dayInWords((first ?? last) as string);
  if (first === last) return dayInWords(first);
  if (edtf && /^\d{4}$/.test(edtf)) return edtf;
  const [y1, m1, d1] = first.split("-").map(Number) as [number, number, number];
  const [y2, m2, d2] = last.split("-").map(Number) as [number, number, number];
  if (y1 === y2 && m1 === 1 && d1 === 1 && m2 === 12 && d2 === 31) return String(y1);
  if (y1 === y2 && m1 === m2) {
    const whole = d1 === 1 && d2 === new Date(Date.UTC(y1, m1, 0)).getUTCDate();
    return whole ? `${MONTHS[m1 - 1]} ${y1}` : `${d1}–${d2} ${MONTHS[m1 - 1]} ${y1}`;
  }
  if (y1 === y2) return `${d1} ${MONTHS[m1 - 1]} – ${dayInWords(last)}`;
  return `${dayInWords(first)} – ${dayInWords(last)}`;
}

const COUNT = new Intl.NumberFormat("en-GB");
/** 12345 → "12,345". */
export const counted = (number: number): string => COUNT.format(number);

const SHORT = new Intl.NumberFormat("en-GB", { notation: "compact", maximumFractionDigits: 1 });
/** 12345 → "12.3K", for badges. */
export const shortly = (number: number): string =>
  number < 1000 ? String(number) : SHORT.format(number).toLowerCase();
