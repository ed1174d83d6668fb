export const users = async () => (await fetch("/api/users")).json();
