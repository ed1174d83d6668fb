using Acme.Shop.Cloud;
using Acme.Shop.Flags;
using Acme.Shop.Lines;
using Acme.Shop.Probes;
using Acme.Shop.Rates;
using Amazon.S3;
using Amazon.SimpleNotificationService.Model;
using Moq;

namespace Acme.Shop.Tests;

public class EdgeTests
{
    private readonly Mock<IRatesEnqueuer> enqueuer = new Mock<IRatesEnqueuer>();
    private readonly Mock<IRateSerializer> serializer = new Mock<IRateSerializer>();
    private readonly Mock<IFlagCacheService> flags = new Mock<IFlagCacheService>();
    private readonly Mock<IFarCacheService> far = new Mock<IFarCacheService>();
    private readonly Mock<ILines> lines = new Mock<ILines>();
    private readonly Mock<ILogIns> logIns = new Mock<ILogIns>();
    private readonly Mock<IResources> resources = new Mock<IResources>();
    private readonly Mock<ICounts> counts = new Mock<ICounts>();
    private readonly Mock<IProbeFactory> probes = new Mock<IProbeFactory>();
    private readonly Mock<HttpContextBase> context = new Mock<HttpContextBase>();
    private readonly Mock<ISimpleNotificationServicePaginatorFactory> pages = new Mock<ISimpleNotificationServicePaginatorFactory>();
}
