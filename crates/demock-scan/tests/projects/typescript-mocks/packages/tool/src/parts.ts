export function partsOf(name: string) {
  const parts = name.split(":");
  return parts.length > 1 ? parts : ["default"];
}
