using Microsoft.EntityFrameworkCore;

namespace Acme.Shop.Store;

public class ShopContext : DbContext
{
}
