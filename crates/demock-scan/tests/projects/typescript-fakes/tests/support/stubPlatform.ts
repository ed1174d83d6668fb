export function defaults() {
  return {
    httpRequest: () => Promise.resolve({ status: 200 }),
    getLocalStorage: () => Promise.resolve(null),
  };
}

export function reset() {}
