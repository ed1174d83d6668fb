using Microsoft.AspNetCore.Mvc.Testing;
using Moq;

namespace Shop.Tests;

public class ShopFactory : WebApplicationFactory<Program>
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton(new Mock<IMailer>().Object);
        });
    }
}
