import { render } from "@testing-library/react";
import { vi, it, expect } from "vitest";
import { List } from "../src/list";

it("says what is chosen", () => {
  const onSelect = vi.fn();
  render(<List rows={[]} onSelect={onSelect} onClose={vi.fn()} />);
  expect(onSelect).not.toHaveBeenCalled();
});

test("what a helper of the test is given to hand on", () => {
  const onApply = vi.fn();
  renderList(onApply);
  const only = vi.fn();
  renderList(only);
  expect(onApply).toHaveBeenCalled();
});
