export function partial<T>(of: Partial<T>): T {
  return of as T;
}
