export async function useSession() {
  return (await fetch("/api/session")).json();
}
