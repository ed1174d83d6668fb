using Microsoft.EntityFrameworkCore;

namespace Acme.Shop.Taxes;

public abstract class Hook<TContext> : IHook<TContext>
    where TContext : DbContext
{
    public abstract void Saved();
}
