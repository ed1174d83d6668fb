import { readFile } from 'node:fs/promises';

export interface OrderGateway {
  load(id: string): Promise<string>;
}

export const load = (id: string) => readFile(id, 'utf8');
