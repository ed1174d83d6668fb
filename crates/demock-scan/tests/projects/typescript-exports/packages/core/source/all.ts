export { latest } from "./rates";
export const total = (rows: number[]) => rows.reduce((sum, row) => sum + row, 0);
