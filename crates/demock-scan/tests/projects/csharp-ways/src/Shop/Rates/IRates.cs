using System.Threading;
using System.Threading.Tasks;

namespace Acme.Shop.Rates;

public interface IRates
{
    Task<decimal> LatestAsync(string currency, CancellationToken cancellation = default);
}
