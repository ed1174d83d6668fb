import type Stripe from "stripe";

export function isPaid(plan: Stripe.Price) {
  return (plan.unit_amount ?? 0) > 0;
}

export async function changed(stripe: Stripe, id: string) {
  const known = await stripe.subscriptions.retrieve(id);
  return known.items.data.length > 0;
}
